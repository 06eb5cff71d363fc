import { type Context, createContext, Script } from "node:vm";

/** Far more than a pattern needs for forty characters, far less than one needs whose time doubles with each. */
const patienceMs = 500;

/**
 * True unless a pattern takes ever twice as long for each further character of some text, as `^(a+)+$` does. Tries it:
 * only a repeated group can do that, and it does it for a row of what the pattern itself names. Never waits for it.
 */
export function isBoundedPattern(pattern: string): boolean {
  if (!/\)(?:[*+]|\{\d+,)/.test(pattern)) return true;
  const named = [...new Set(pattern.match(/[a-zA-Z0-9]|[^ -~]|[-_ .:/@,]/gu))].slice(0, 24);
  const rows = [...named, "a", "0", " ", "_"].map((character) => character.repeat(40));
  const turns = named.flatMap((one) => named.slice(0, 6).map((other) => `${one}${other}`.repeat(30)));
  // A row is followed by what the pattern may not take, so that every way of reading the row has to be tried.
  const ends = ["\u0001", "\n", ...named.slice(0, 6)];
  const texts = [...rows, ...turns].flatMap((row) => ends.map((end) => row + end));
  const context: Context = createContext(Object.assign(Object.create(null) as object, { pattern, texts }));
  try {
    trial.runInContext(context, { timeout: patienceMs });
    return true;
  } catch {
    return false;
  }
}

const trial = new Script("{ const tried = new RegExp(pattern, 'u'); for (const text of texts) tried.test(text); }");
