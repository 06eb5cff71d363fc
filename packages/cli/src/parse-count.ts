import { usageFailure } from "./command-failure.ts";

/** Reads an option that counts something: a whole number from 1 on. */
export function parseCount(word: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(word)) return Number(word);
  throw usageFailure(`\`${word}\` is no count`, "give a whole number from 1 on");
}
