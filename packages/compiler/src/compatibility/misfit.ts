/**
 * Why what one end gives is not what the other end takes. `gives` and `takes` are words that follow "which is" and
 * "which takes": ``text of at most 40 characters``.
 */
export interface Misfit {
  /** The way into the value: names, an index, `*` for any item of a list. Empty: the value itself. */
  readonly path: readonly string[];
  readonly kind: MisfitKind;
  readonly gives: string;
  readonly takes: string;
}

/** What does not agree. `any`: nothing is known of what is given; `absent`: it may lack what must be there. */
export type MisfitKind =
  | "any"
  | "kind"
  | "null"
  | "values"
  | "length"
  | "range"
  | "pattern"
  | "format"
  | "count"
  | "repeats"
  | "absent"
  | "undeclared"
  | "open";

/** The misfit of a part as one of the whole. */
export function within(part: string, misfit: Misfit | undefined): Misfit | undefined {
  return misfit && { ...misfit, path: [part, ...misfit.path] };
}

/** The way to where it does not fit, as it goes on from a name: `.first_name`, `.items.*`. */
export function wayOf({ path }: Misfit): string {
  return path.map((part) => `.${part}`).join("");
}
