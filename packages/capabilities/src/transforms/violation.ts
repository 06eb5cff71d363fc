/** A violation that hands nothing over. */
export interface Violation {
  readonly outcome: "VIOLATION";
  readonly outputs: { readonly [name: string]: never };
  readonly reason: string;
}

/** Says that a text is not bytes in hex. Names what it is for and never quotes it: it may be a key. */
export function notHex(what: string): Violation {
  return violation(`${what} is not bytes in hex`);
}

/** Says why there is no answer. */
export function violation(reason: string): Violation {
  return { outcome: "VIOLATION", outputs: {}, reason };
}
