import { basename } from "node:path";
import { type Diagnostic, type Json, rules } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import { parseSeal } from "./parse-seal.ts";
import { placeOfFile, readTree, type SnapshotTree } from "./read-tree.ts";
import type { Seal, SealedFile } from "./seal.ts";
import { programDigestOf, programFiles, rootDigestOf } from "./seal-digests.ts";

/** A snapshot that is what its seal says. Its bytes were read once; nothing else of it is ever read. */
export interface VerifiedSnapshot {
  readonly seal: Seal;
  /** The seal's `program_digest`. */
  readonly programDigest: string;
  /** Bytes by path, with `/`; `seal.json` is not among them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export type OpenedSnapshot =
  | { readonly ok: true; readonly snapshot: VerifiedSnapshot }
  | { readonly ok: false; readonly findings: readonly Diagnostic[] };

/**
 * Opens a snapshot: every byte is compared with the seal before any of them is parsed or evaluated, except the seal's.
 * Never follows a link, and never takes a file that nobody sealed.
 */
export function openSnapshot(directory: string): OpenedSnapshot {
  const name = basename(directory);
  const tree = readTree(directory);
  const read = readSeal(tree, name);
  if (!read.ok) return { ok: false, findings: [...tree.findings, ...read.findings] };
  const { seal } = read;
  const findings = [...tree.findings, ...checkFiles(seal, tree, name), ...checkDigests(seal, name)];
  if (findings.length > 0) return { ok: false, findings };
  const files = new Map([...tree.files].filter(([path]) => path !== sealFile));
  return { ok: true, snapshot: { seal, programDigest: seal.program_digest, files } };
}

/** Finds everything in which a snapshot is not what its seal says. None: it is whole. */
export function verifySnapshot(directory: string): readonly Diagnostic[] {
  const opened = openSnapshot(directory);
  return opened.ok ? [] : opened.findings;
}

const sealFile = "seal.json";

type ReadSeal =
  | { readonly ok: true; readonly seal: Seal }
  | { readonly ok: false; readonly findings: readonly Diagnostic[] };

function readSeal(tree: SnapshotTree, name: string): ReadSeal {
  const place = placeOfFile(name, sealFile);
  const refuse = (finding: Diagnostic): ReadSeal => ({ ok: false, findings: [finding] });
  const bytes = tree.files.get(sealFile);
  if (bytes === undefined) return refuse(rules.snapshotSealReadable({ problem: "missing" }, place));
  const parsed = parseJson(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  if (parsed === undefined) return refuse(rules.snapshotSealReadable({ problem: "no JSON" }, place));
  const format = (parsed as { readonly format?: Json } | null)?.format;
  if (format !== undefined && format !== 1) {
    const params = { file: sealFile, format: JSON.stringify(format), known: "1" };
    return refuse(rules.snapshotFormatKnown(params, place));
  }
  const seal = parseSeal(parsed);
  if (seal === undefined) return refuse(rules.snapshotSealReadable({ problem: "no seal" }, place));
  if (!isCanonical(parsed, bytes)) return refuse(rules.snapshotSealCanonical({}, place));
  return { ok: true, seal };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Bytes, not text: what is no UTF-8 decodes to a sign that might stand in the seal as well. */
function isCanonical(value: Json, bytes: Uint8Array): boolean {
  try {
    return Buffer.from(canonicalize(value)).equals(bytes);
  } catch {
    return false;
  }
}

function checkFiles(seal: Seal, tree: SnapshotTree, name: string): readonly Diagnostic[] {
  const listed = new Map(seal.files.map((file) => [file.path, file]));
  const sealed = seal.files.flatMap((file) => checkFile(file, tree, name));
  const unlisted = [...tree.files.keys()]
    .filter((path) => path !== sealFile && !listed.has(path))
    .map((path) => rules.snapshotFileListed({ file: path }, placeOfFile(name, path)));
  const missing = programFiles
    .filter((path) => !listed.has(path))
    .map((path) => rules.snapshotFilePresent({ file: path }, placeOfFile(name, sealFile)));
  return [...sealed, ...unlisted, ...missing];
}

function checkFile({ path, sha256, bytes }: SealedFile, tree: SnapshotTree, name: string): readonly Diagnostic[] {
  const place = placeOfFile(name, path);
  if (!isInside(path)) return [rules.snapshotPathInside({ file: path }, placeOfFile(name, sealFile))];
  const found = tree.files.get(path);
  if (found === undefined) {
    // A link that stands in its place was found already.
    return tree.odd.has(path) ? [] : [rules.snapshotFilePresent({ file: path }, place)];
  }
  if (found.length !== bytes) {
    const difference = `it has ${found.length} bytes instead of ${bytes}`;
    return [rules.snapshotFileUnchanged({ file: path, difference }, place)];
  }
  if (sha256Hex(found) === sha256) return [];
  return [rules.snapshotFileUnchanged({ file: path, difference: "its digest is another one" }, place)];
}

/** Names of plain characters between single slashes: no drive, no backslash, no way up, no `seal.json` itself. */
function isInside(path: string): boolean {
  const isPlain = path.split("/").every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part));
  return isPlain && path !== sealFile;
}

function checkDigests(seal: Seal, name: string): readonly Diagnostic[] {
  const place = placeOfFile(name, sealFile);
  const findings: Diagnostic[] = [];
  const hasProgram = programFiles.every((file) => seal.files.some(({ path }) => path === file));
  if (hasProgram && programDigestOf(seal.files) !== seal.program_digest) {
    findings.push(rules.snapshotDigestAgrees({ digest: "program_digest" }, place));
  }
  if (rootDigestOf(seal) !== seal.root_digest) {
    findings.push(rules.snapshotDigestAgrees({ digest: "root_digest" }, place));
  }
  return findings;
}
