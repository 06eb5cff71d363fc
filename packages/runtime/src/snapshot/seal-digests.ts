import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import type { Seal, SealedFile } from "./seal.ts";

/** The files that can change behaviour, by code unit. */
export const programFiles: readonly string[] = ["bindings.js", "program.json", "validators.js", "vocabulary.json"];

/**
 * Gives the digest that stands in keys, traces and pins: hex SHA-256 over RFC 8785 of the entries of `programFiles`,
 * each as sealed, in that order. Throws when one is not sealed.
 */
export function programDigestOf(files: readonly SealedFile[]): string {
  const entries = programFiles.map((name) => {
    const entry = files.find(({ path }) => path === name);
    if (entry === undefined) throw new Error(`the snapshot has no ${name}`);
    return { path: entry.path, sha256: entry.sha256, bytes: entry.bytes };
  });
  return sha256Hex(canonicalize(entries));
}

/** Gives the digest that covers every byte: hex SHA-256 over RFC 8785 of the seal without what is said of it after. */
export function rootDigestOf(seal: Omit<Seal, "root_digest" | "signatures">): string {
  const { format, tool, source_digest, files, program_digest, hosts } = seal;
  const covered = {
    format,
    tool: { name: tool.name, version: tool.version },
    source_digest,
    files: files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
    program_digest,
    hosts: hosts.map((host) => ({ ...host })),
  };
  return sha256Hex(canonicalize(covered));
}
