import type { FastPath } from "./fast-path.ts";
import { functionsOf, lazyFunctionsOf } from "./linked-functions.ts";
import type { LinkedProgram, Reader, Transform, Validator } from "./linked-program.ts";
import { type LinkedScript, linkScript } from "./linked-script.ts";
import type { Program, Vocabulary } from "./program.ts";
import { openRealm } from "./realm.ts";

/** What linking needs of a snapshot: four files, and the digest that names them. */
export interface LinkableSnapshot {
  /** Hex SHA-256; the seal's `program_digest`. */
  readonly programDigest: string;
  /** Bytes by path: `program.json`, `vocabulary.json`, `bindings.js`, `validators.js`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Evaluates all code at once, so that what does not evaluate is found, and not when it is first called. */
  readonly isWhole?: true;
}

/**
 * Links a program with its code, in a realm of its own (DESIGN §5, Linking). The only place that evaluates code of a
 * snapshot; reads nothing but the bytes it is given, and never checks them: `openSnapshot` does.
 * Of its code it evaluates what every run needs; the rest when it is first called. Throws when a file is missing, the
 * code does not evaluate or gives something else than it should.
 */
export function linkSnapshot(snapshot: LinkableSnapshot): LinkedProgram {
  const realm = openRealm();
  const program = JSON.parse(textOf(snapshot, "program.json")) as Program;
  const vocabulary = JSON.parse(textOf(snapshot, "vocabulary.json")) as Vocabulary;
  const bindings = linkScript(realm, "bindings.js", bytesOf(snapshot, "bindings.js"));
  const validators = linkScript(realm, "validators.js", bytesOf(snapshot, "validators.js"));
  useValidators(bindings.made, validators.made);
  const checks = (bindings.made["checks"] ?? []) as readonly (readonly number[])[];
  const readyChecks = (transform: number): void => {
    for (const validator of checks[transform] ?? []) validators.prepare("validators", validator);
  };
  if (snapshot.isWhole === true) for (const script of [bindings, validators]) script.prepareAll();
  return {
    program,
    vocabulary,
    programDigest: snapshot.programDigest,
    transforms: lazyFunctionsOf(bindings, { list: "transforms", before: readyChecks }) as readonly Transform[],
    readers: functionsOf(bindings, "readers") as readonly Reader[],
    readsWhole: bindings.made["readsWhole"] === true,
    validators: lazyFunctionsOf(validators, { list: "validators" }) as readonly Validator[],
    // A snapshot from before there were any has none.
    fastPaths: "fastPaths" in bindings.made ? (functionsOf(bindings, "fastPaths") as readonly FastPath[]) : [],
    parse: realm.parse,
    adopt: realm.adopt,
  };
}

function textOf(snapshot: LinkableSnapshot, path: string): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(snapshot, path));
}

function bytesOf(snapshot: LinkableSnapshot, path: string): Uint8Array {
  const bytes = snapshot.files.get(path);
  if (bytes === undefined) throw new Error(`the snapshot has no ${path}`);
  return bytes;
}

/** Hands the validators to molecules, which check stated types: the list of the realm, never one of the host. */
function useValidators(bindings: LinkedScript["made"], validators: LinkedScript["made"]): void {
  const use = bindings["useValidators"] as ((linked: unknown) => void) | undefined;
  use?.(validators["validators"]);
}
