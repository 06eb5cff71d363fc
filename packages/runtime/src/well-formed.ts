/** Whether `text` holds no half of a surrogate pair, so that it has a UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return (text as NativeText).isWellFormed();
}

/** ES2024, which every Node that we run on has and the ES2023 types do not know. A regular expression is 30 × slower. */
type NativeText = string & { readonly isWellFormed: () => boolean };
