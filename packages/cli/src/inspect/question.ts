import type { Command } from "commander";
import type { Ink } from "../terminal/ink.ts";
import type { SealedProtocol } from "./sealed-protocol.ts";

/** One thing that can be asked of a sealed snapshot: a verb of `pgs inspect`. */
export interface Question {
  readonly name: string;
  /** Its arguments as the command line has them, e.g. `<artifact>`. */
  readonly parameters: string;
  readonly description: string;
  /** Options that only this question has. */
  readonly addOptions?: (command: Command) => void;
  readonly examples: readonly [string, string, string];
  /** Finds the answer. Words that mean nothing are a `CommandFailure`. */
  readonly answer: (asked: Asked) => Answer;
}

export interface Asked {
  readonly protocol: SealedProtocol;
  readonly words: readonly string[];
  readonly options: AskedOptions;
  /** The folder of a source as the snapshot names it; the only thing outside of the snapshot that is ever looked at. */
  readonly fileOf: (source: string) => string;
}

/** Options of all questions. */
export interface AskedOptions {
  readonly transitive?: true;
  readonly to?: string;
  readonly through?: string;
  readonly store?: string;
  readonly limit?: number;
  /** False: what runs children is not stepped into. */
  readonly children?: boolean;
}

export interface Answer {
  /** What `--json` prints beside `schemaVersion` and the question. */
  readonly json: object;
  /** What people read. */
  readonly print: (ink: Ink) => string;
  /** Said on standard error; absent: nothing. */
  readonly note?: string;
  /** Absent: 0. */
  readonly exit?: number;
}
