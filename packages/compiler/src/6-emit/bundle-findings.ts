import { readFileSync } from "node:fs";
import type { Diagnostic, Span } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { Message } from "esbuild";
import type { BoundProtocol, SourceFile } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import type { Bundle } from "./script/bundle-script.ts";

export interface BundleFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** The implementation files that diagnostics point into. */
  readonly sources: readonly SourceFile[];
}

/** Says what kept the implementations from being bundled, each where it stands. */
export function bundleFindings(bundle: Pick<Bundle, "modules" | "failures">, protocol: BoundProtocol): BundleFindings {
  const sources = new Map<string, SourceFile>();
  const diagnostics = bundle.failures.map((failure) => {
    const path = failure.location?.file.replace(/^protocol:/, "") ?? "";
    const file = bundle.modules.get(path);
    const root = protocol.sources[0]?.root;
    if (file === undefined || root === undefined) return failureAt(failure, firstDeclaration(protocol));
    const source = { path, text: readFileSync(file, "utf8"), root };
    sources.set(path, source);
    return failureAt(failure, spanOf(failure, source));
  });
  return { diagnostics, sources: [...sources.values()] };
}

function failureAt(failure: Message, at: Span): Diagnostic {
  const reason = failure.text.replaceAll('"', "`");
  return rules.implementationBundles({ reason: reason.slice(0, 1).toLowerCase() + reason.slice(1) }, { at });
}

/** esbuild counts columns in bytes of UTF-8; a line is looked up by what it says is on it. */
function spanOf({ location }: Message, { path, text }: SourceFile): Span {
  let start = 0;
  for (let line = 1; line < (location?.line ?? 1); line += 1) start = text.indexOf("\n", start) + 1;
  const bytes = Buffer.from(text.slice(start));
  const column = bytes.subarray(0, location?.column ?? 0).toString().length;
  const width = bytes
    .subarray(location?.column ?? 0, (location?.column ?? 0) + (location?.length ?? 1))
    .toString().length;
  return { file: path, start: start + column, end: start + column + width };
}

function firstDeclaration(protocol: BoundProtocol): Span {
  const [transform] = artifactsOfKind(protocol, "CT");
  return transform?.at ?? { file: protocol.sources[0]?.path ?? "", start: 0, end: 0 };
}
