/** Whether `text` holds no half of a surrogate pair, so that it has a UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}

/** With `u`, a pair is one code point; only a half on its own matches. */
const loneSurrogate = /\p{Surrogate}/u;
