import type { HostRequirement, Seal, SealedFile } from "@pgs/runtime";
import { programDigestOf, rootDigestOf, sha256Hex } from "@pgs/runtime";

/** What the seal says of the tool that made it. */
export const tool = { name: "pgs", version: "0.1.0" } as const;

/** Makes the seal of all files but itself. Unsigned: signatures come after, and are not covered. */
export function makeSeal(contents: {
  readonly files: ReadonlyMap<string, string>;
  readonly sourceDigest: string;
  readonly hosts: readonly HostRequirement[];
}): Seal {
  const files = sealedFiles(contents.files);
  const covered = {
    format: 1 as const,
    tool,
    source_digest: contents.sourceDigest,
    files,
    program_digest: programDigestOf(files),
    hosts: contents.hosts,
  };
  return { ...covered, root_digest: rootDigestOf(covered), signatures: [] };
}

/** Digests files, by path. */
export function sealedFiles(files: ReadonlyMap<string, string>): readonly SealedFile[] {
  return [...files]
    .map(([path, text]) => ({ path, sha256: sha256Hex(text), bytes: Buffer.byteLength(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
