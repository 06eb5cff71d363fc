import type { BoundProtocol, BoundTransform, SourceRoot } from "../../3-bind/bound.ts";
import { artifactsOfKind } from "../../5-lower/artifact.ts";
import { contractNames } from "./contract-names.ts";
import { contractVocabulary } from "./contract-vocabulary.ts";
import { contractTypeText } from "./type-text.ts";

/**
 * Prints a module without imports that exports one function type a transform: what its implementation must be.
 * Covers the transforms of the root at `rootPath`, or all when it is undefined. Depends on content, not on order.
 */
export async function contractTypesText(protocol: BoundProtocol, rootPath?: SourceRoot["path"]): Promise<string> {
  // ts-morph takes 0.3 s to import, and nothing but this needs it.
  const { Project } = await import("ts-morph");
  const transforms = artifactsOfKind(protocol, "CT").filter(
    ({ source }) => rootPath === undefined || source.root.path === rootPath,
  );
  const names = contractNames(transforms);
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { noLib: true } });
  const file = project.createSourceFile("contracts.ts", {
    statements: [
      "// Generated from the protocol by `npm run generate -w @pgs/compiler`; change the declaration, not this file.",
      contractVocabulary,
      // As texts: a structure would be indented once too often, and formatting that again takes longer than all the rest.
      ...transforms.map(
        (transform) =>
          `\n${docOf(transform)}\nexport type ${names.get(transform.fqdn) ?? ""} = ${contractTypeText(transform)};`,
      ),
    ],
  });
  return `${file.getFullText().trimEnd()}\n`;
}

function docOf({ fqdn, summary }: BoundTransform): string {
  const lines = summary === "" ? [`\`${fqdn}\`.`] : [...summary.split("\n"), "", `\`${fqdn}\``];
  const text = lines.map((line) => line.replaceAll("*/", "* /"));
  return text.length === 1
    ? `/** ${text[0] ?? ""} */`
    : ["/**", ...text.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}
