import type { LinkedProgram, Reader, Transform, Validator } from "./linked-program.ts";
import type { Program, Vocabulary } from "./program.ts";
import { openRealm } from "./realm.ts";

/** What linking needs of a snapshot: four files, and the digest that names them. */
export interface LinkableSnapshot {
  /** Hex SHA-256; the seal's `program_digest`. */
  readonly programDigest: string;
  /** Bytes by path: `program.json`, `vocabulary.json`, `bindings.js`, `validators.js`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Links a program with its code, in a realm of its own (DESIGN §5, Linking). The only place that evaluates code of a
 * snapshot; reads nothing but the bytes it is given, and never checks them: `openSnapshot` does.
 * Throws when a file is missing, the code does not evaluate or gives something else than it should.
 */
export function linkSnapshot(snapshot: LinkableSnapshot): LinkedProgram {
  const realm = openRealm();
  const program = JSON.parse(textOf(snapshot, "program.json")) as Program;
  const vocabulary = JSON.parse(textOf(snapshot, "vocabulary.json")) as Vocabulary;
  const bindings = realm.evaluate("bindings.js", textOf(snapshot, "bindings.js"));
  const validators = realm.evaluate("validators.js", textOf(snapshot, "validators.js"));
  const linked: LinkedProgram = {
    program,
    vocabulary,
    programDigest: snapshot.programDigest,
    transforms: functionsOf(bindings, "transforms") as readonly Transform[],
    readers: functionsOf(bindings, "readers") as readonly Reader[],
    validators: functionsOf(validators, "validators") as readonly Validator[],
    parse: realm.parse,
    adopt: realm.adopt,
  };
  useValidators(bindings, validators);
  return linked;
}

function textOf(snapshot: LinkableSnapshot, path: string): string {
  const bytes = snapshot.files.get(path);
  if (bytes === undefined) throw new Error(`the snapshot has no ${path}`);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Hands the validators to molecules, which check stated types: the list of the realm, never one of the host. */
function useValidators(bindings: unknown, made: unknown): void {
  const { useValidators: use } = bindings as { readonly useValidators?: (linked: unknown) => void };
  use?.((made as { readonly validators: unknown }).validators);
}

/** Copies the list into an array of this realm, so that a hole or another length cannot come up later. */
function functionsOf(made: unknown, name: string): readonly unknown[] {
  const list: unknown = (made as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  if (!Array.isArray(list)) throw new Error(`the code of the snapshot gives no list of ${name}`);
  return Array.from(list, (entry: unknown, index) => {
    if (typeof entry !== "function") throw new Error(`${name}[${index}] of the snapshot is no function`);
    return entry;
  });
}
