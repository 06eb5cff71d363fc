import type { Json, JsonObject } from "@pgs/governance";
import type { HostRequirement, Seal, SealedFile, Signature } from "./seal.ts";

/** Takes a value for a seal when it has exactly its shape; undefined otherwise. Never guesses what is missing. */
export function parseSeal(value: Json): Seal | undefined {
  const isSeal = hasShape(value, {
    format: (format) => format === 1,
    tool: (tool) => hasShape(tool, { name: isText, version: isText }),
    source_digest: isDigest,
    files: (files) => isListOf(files, isSealedFile) && isOrdered(files as unknown as readonly SealedFile[]),
    program_digest: isDigest,
    root_digest: isDigest,
    hosts: (hosts) => isListOf(hosts, isHost),
    signatures: (signatures) => isListOf(signatures, isSignature),
  });
  return isSeal ? (value as unknown as Seal) : undefined;
}

type Check = (value: Json) => boolean;

const isText: Check = (value) => typeof value === "string";
const isDigest: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

const fileShape: Shape<SealedFile> = { path: isText, sha256: isDigest, bytes: isCount };
const hostShape: Shape<HostRequirement> = {
  side_effect: isText,
  host: isText,
  package: isText,
  version: isText,
  contract_digest: isDigest,
};
const signatureShape: Shape<Signature> = { algorithm: (value) => value === "ed25519", key: isText, signature: isText };

const isSealedFile: Check = (value) => hasShape(value, fileShape);
const isHost: Check = (value) => hasShape(value, hostShape);
const isSignature: Check = (value) => hasShape(value, signatureShape);

type Shape<T> = { readonly [K in keyof T]: Check };

function hasShape(value: Json, shape: { readonly [name: string]: Check }): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const record = value as JsonObject;
  const names = Object.keys(shape);
  if (Object.keys(record).length !== names.length) return false;
  return names.every((name) => Object.hasOwn(record, name) && shape[name]?.(record[name] as Json) === true);
}

function isListOf(value: Json, check: Check): boolean {
  return Array.isArray(value) && (value as readonly Json[]).every(check);
}

/** By path, each once: two entries for one file could say two things. */
function isOrdered(files: readonly SealedFile[]): boolean {
  return files.every(({ path }, index) => index === 0 || (files[index - 1]?.path ?? "") < path);
}
