import type { Random } from "./random.ts";

/**
 * Changes a source as people, programs and enemies do: lines lost, doubled, moved and indented anew, keys and values
 * exchanged for others of the dialect or of `donor`, and bytes that no source should have.
 */
export function mutateSource(text: string, donor: string, random: Random): string {
  let changed = text;
  for (let slips = 1 + random.below(3); slips > 0; slips -= 1) changed = random.pick(slipsOf)(changed, donor, random);
  // Slips can double a text; what is longer than any real source only costs time.
  return changed.slice(0, 20_000);
}

type Slip = (text: string, donor: string, random: Random) => string;

const slipsOf: readonly Slip[] = [
  (text, _, random) => changeLines(text, random, () => []),
  (text, _, random) => changeLines(text, random, (line) => [line, line]),
  (text, _, random) => changeLines(text, random, (line) => [" ".repeat(random.below(12)) + line.trimStart()]),
  (text, donor, random) => changeLines(text, random, (line) => [line, random.pick(donor.split("\n"))]),
  (text, donor, random) => changeLines(text, random, () => [random.pick(donor.split("\n"))]),
  (text, _, random) => changeLines(text, random, (line) => [line.replace(/:.*/, ""), line]),
  (text, _, random) => changeLines(text, random, (line) => [line.replace(/:\s*.*$/, `: ${random.pick(words)}`)]),
  (text, _, random) => changeLines(text, random, (line) => [line.replace(/[a-z_]+(?=:)/, random.pick(words))]),
  (text, _, random) => splice(text, random, random.pick(words)),
  (text, _, random) => splice(text, random, random.pick(hostile)),
  (text, _, random) => splice(text, random, random.pick(hostile).repeat(1 + random.below(70))),
  (text, _, random) => splice(text, random, String.fromCharCode(random.below(0x10000))),
  (text, donor, random) => splice(text, random, donor.slice(random.below(donor.length + 1)).slice(0, 80)),
  (text, _, random) => text.slice(0, random.below(text.length + 1)),
  (text, donor, random) => swapWords(text, donor, random),
  (text, _, random) => text.replaceAll("\n", random.pick(["\r\n", "\n\n", "\r", "\n "])),
  (_, __, random) =>
    Array.from({ length: random.below(40) }, () => random.pick([...words, ...hostile])).join(
      random.pick(["", " ", "\n"]),
    ),
];

function changeLines(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  return lines.flatMap((line, index) => (index === at ? change(line) : [line])).join("\n");
}

function splice(text: string, random: Random, piece: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at + random.below(4));
}

/** Puts a word of one text where another word stood: references, outcomes and types of the wrong kind. */
function swapWords(text: string, donor: string, random: Random): string {
  const wordPattern = /[\w$.:]+/g;
  const [own, others] = [[...text.matchAll(wordPattern)], [...donor.matchAll(wordPattern)]];
  if (own.length === 0 || others.length === 0) return text;
  const { 0: word, index } = random.pick(own);
  return text.slice(0, index) + random.pick(others)[0] + text.slice(index + word.length);
}

const words = (
  "artifact summary status notes inputs outputs outcomes pipeline step steps transform side_effect op store event nodes " +
  "next exit emit contract intent payload actors principal stores from semantics entity record type enum const pattern " +
  "format minLength maximum items properties open optional nullable default secret personal requires forbids match on " +
  "code compose cases invoke each discloses string integer number boolean array object any null true false yes no ~ 0 -1 " +
  "1e999 0x1F 9007199254740993 .inf {} [] [[]] '' \"\" $.payload.x $.results.A.b.0 $.inputs $.item $.context.now $$ $. $ " +
  "SUCCESS NACK VIOLATION exit continue REFUSED completed denied WF_A_V0 CC_A_V0 CT_A_V0 hello::ENTITY_A_V0 x::y::z " +
  "__proto__ constructor toString hasOwnProperty ENTITY_A_V99 secret: personal: (a+)+$ [ ) \\p{L}"
).split(" ");

const hostile: readonly string[] = [
  ..."&a *a << !!str ! | > |+ >-2 ? - : , # % @ ` ' \" { } [ ]".split(" "),
  ..."\t|\r|\n|\r\n|\u0000|\u0007|\u001b[2J|\u0085|\u2028|\ufeff|\u202e|\u200b|e\u0301|\ud800|\udc00|\u{1f600}|\u00a0".split(
    "|",
  ),
  "---",
  "\n---\n",
  "\n...\n",
  "%YAML 1.2\n",
  "<<: *a\n",
  "- - - ",
  "a: b: c",
  "{a: ",
  "[[",
  "? ",
  "\\",
  '"\\x',
  "''",
];
