import { closeSync, openSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseStrictJson, payloadRefusal } from "@pgs/transport";
import { answerCall, answerLine, type CallAnswer } from "../answer-call.ts";
import { exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { openSealedProgram } from "../open-program.ts";
import { findPlace, type Place, type PlaceOptions } from "../place.ts";
import { readWord } from "../read-words.ts";
import { readChunks } from "../terminal/read-chunks.ts";
import { splitLines } from "../terminal/split-lines.ts";
import type { AddVerb } from "../verbs.ts";

interface CallOptions extends PlaceOptions {
  readonly ct?: string;
  readonly inputs?: string;
  readonly batch?: string;
}

/** `pgs call`: calls one sealed transform, or many, one JSON object a line. Reads and writes no data. */
export const addCallVerb: AddVerb = (program, invocation) => {
  program
    .command("call")
    .option("--ct <transform>", "the transform, e.g. capability_transforms::CT_PURE_GENERATE_ID_V0")
    .option("--inputs <json>", "a file, - for standard input, or the JSON itself")
    .option("--batch <file>", "lines of {ct, inputs}, a file or -; answers in order, a line each")
    .option("--snapshot <folder>", "the snapshot (default: the configuration's)")
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .option("--json", "print one JSON object on one line")
    .addHelpText(
      "after",
      `\nExit codes: 0 SUCCESS; 3 any other outcome; 6 a fault.
${examples([
  `pgs call --ct CT_PURE_GENERATE_ID_V0 --inputs '{"prefix": "A", "data": {"n": 1}}'`,
  "pgs call --ct CT_PURE_COMPARE_EQUAL_V0 --inputs - --json < inputs.json",
  "pgs call --batch calls.jsonl > answers.jsonl",
])}`,
    )
    .action(async (options: CallOptions) => {
      invocation.exit = await call(options, invocation.composition);
    });
};

async function call(options: CallOptions, composition: Composition): Promise<number> {
  const { ct, inputs, batch } = options;
  const isOne = ct !== undefined && inputs !== undefined && batch === undefined;
  if (!isOne && (batch === undefined || ct !== undefined || inputs !== undefined)) {
    throw usageFailure("give `--ct` and `--inputs`, or `--batch` alone", "see `pgs call --help`");
  }
  const place = await findPlace(options, composition);
  const at = { place, composition };
  return isOne ? callOne({ ct, inputs, isJson: options.json === true }, at) : callEach(batch ?? "-", at);
}

interface Calling {
  readonly place: Place;
  readonly composition: Composition;
}

function callOne(
  asked: { readonly ct: string; readonly inputs: string; readonly isJson: boolean },
  { place, composition }: Calling,
): number {
  const { terminal } = composition;
  const { limits } = place.workspace;
  const bytes = readWord(asked.inputs, { terminal, option: "--inputs" });
  const { linked } = openSealedProgram(place.workspace);
  const parsed = parseStrictJson(bytes, { maxBytes: limits.payloadBytes, maxDepth: limits.payloadDepth });
  const { answer, exit } =
    parsed.kind === "value"
      ? answerCall(linked, { ct: asked.ct, inputs: parsed.value })
      : violation(payloadRefusal(parsed.issue).message);
  terminal.out(`${JSON.stringify(answer, null, asked.isJson ? 0 : 2)}\n`);
  return exit;
}

function violation(reason: string): CallAnswer {
  return { answer: { outcome: "VIOLATION", outputs: {}, reason }, exit: exitCodes.refused };
}

/** Answers line after line, each before the next is read. The exit code is the highest of all. */
function callEach(word: string, { place, composition }: Calling): number {
  const { terminal } = composition;
  const { limits } = place.workspace;
  const input = word === "-" ? undefined : openFile(word, terminal.currentFolder);
  try {
    const { linked } = openSealedProgram(place.workspace);
    const chunks = input === undefined ? terminal.inputChunks() : readChunks(input);
    let highest: number = exitCodes.ok;
    for (const line of splitLines(chunks, limits.payloadBytes)) {
      if (line.length <= limits.payloadBytes && isBlank(line.bytes)) continue;
      const { answer, exit } = answerLine(linked, line, limits);
      const told = "error" in answer ? { error: { line: line.number, ...(answer["error"] as object) } } : answer;
      terminal.out(`${JSON.stringify(told)}\n`);
      highest = Math.max(highest, exit);
    }
    return highest;
  } finally {
    if (input !== undefined) closeSync(input);
  }
}

function openFile(word: string, currentFolder: string): number {
  const file = resolve(currentFolder, word);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return openSync(file, "r");
  throw usageFailure(`\`--batch\` names the file \`${word}\`, which is not there`, "give a file, or `-`");
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
