import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalize, programDigestOf, rootDigestOf, type Seal, sha256Hex } from "@pgs/runtime";

/**
 * Copies a snapshot, lets `forge` change its files, and seals it again, as whoever holds the files could. What `forge`
 * gives stands in the seal instead of what stood there.
 */
export function sealAgain(
  { from, to }: { readonly from: string; readonly to: string },
  forge: (folder: string) => Partial<Seal> | undefined,
): void {
  cpSync(from, to, { recursive: true });
  const forged = forge(to);
  const before = JSON.parse(readFileSync(join(from, "seal.json"), "utf8")) as Seal;
  const files = before.files.map(({ path }) => {
    const bytes = readFileSync(join(to, path));
    return { path, sha256: sha256Hex(bytes), bytes: bytes.length };
  });
  const unsigned = { ...before, ...forged, files, program_digest: programDigestOf(files), signatures: [] };
  const seal = { ...unsigned, root_digest: rootDigestOf(unsigned) };
  writeFileSync(join(to, "seal.json"), canonicalize(JSON.parse(JSON.stringify(seal))));
}
