import { readFileSync } from "node:fs";
import { canonicalize, type SourceDigest, sha256Hex } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";

/** Digests every source a snapshot is made of, protocol and implementations, by path. */
export function sourceDigests(protocol: BoundProtocol, modules: ReadonlyMap<string, string>): readonly SourceDigest[] {
  const protocolSources = protocol.sources.map(({ path, text }) => ({ path, sha256: sha256Hex(text) }));
  const implementations = [...modules].map(([path, file]) => ({ path, sha256: sha256Hex(readFileSync(file)) }));
  return [...protocolSources, ...implementations].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The seal's `source_digest`: over the digests of all sources. */
export function digestOfSources(sources: readonly SourceDigest[]): string {
  return sha256Hex(canonicalize(sources.map(({ path, sha256 }) => ({ path, sha256 }))));
}
