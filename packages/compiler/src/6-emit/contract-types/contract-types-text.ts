import type { TypeAliasDeclarationStructure } from "ts-morph";
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
  const { IndentationText, Project, StructureKind } = await import("ts-morph");
  const transforms = artifactsOfKind(protocol, "CT").filter(
    ({ source }) => rootPath === undefined || source.root.path === rootPath,
  );
  const names = contractNames(transforms);
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const file = project.createSourceFile("contracts.ts", {
    statements: [
      "// Generated from the protocol by `npm run generate -w @pgs/compiler`; change the declaration, not this file.",
      contractVocabulary,
      ...transforms.map(
        (transform): TypeAliasDeclarationStructure => ({
          kind: StructureKind.TypeAlias,
          isExported: true,
          name: names.get(transform.fqdn) ?? "",
          type: contractTypeText(transform),
          docs: [{ description: docOf(transform) }],
          leadingTrivia: "\n",
        }),
      ),
    ],
  });
  // The printer indents a type of several lines once too often; the formatter knows better.
  file.formatText({ indentSize: 2 });
  return `${file.getFullText().trimEnd()}\n`;
}

function docOf({ fqdn, summary }: BoundTransform): string {
  const text = summary === "" ? `\`${fqdn}\`.` : `${summary}\n\n\`${fqdn}\``;
  return text.replaceAll("*/", "* /");
}
