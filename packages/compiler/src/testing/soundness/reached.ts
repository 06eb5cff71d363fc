/** What is assigned where several ways meet. */
export interface Reached {
  /** On every way. */
  readonly always: ReadonlySet<string>;
  /** On one at least. */
  readonly sometimes: ReadonlySet<string>;
}

/** What is assigned where one more way comes in. */
export function meet(known: Reached | undefined, more: Reached): Reached {
  if (known === undefined) return more;
  return {
    always: new Set([...known.always].filter((name) => more.always.has(name))),
    sometimes: new Set([...known.sometimes, ...more.sometimes]),
  };
}
