import { isDeepStrictEqual } from "node:util";
import { type EffectAnswer, type Input, type LinkedProgram, play } from "@pgs/runtime";
import { Undeclared } from "./undeclared.ts";

/** A run as it was played: what it started with, and what the world answered. */
export interface PlayedWay {
  readonly linked: LinkedProgram;
  readonly workflow: number;
  readonly start: Extract<Input, { readonly kind: "start" }>;
  readonly answers: readonly EffectAnswer[];
}

/** Plays a run once more by the tables and once by its fast path. Throws `Undeclared` unless they do the same. */
export function expectOneWay({ linked, workflow, start, answers }: PlayedWay): void {
  const [byTables, byCode] = [true, false].map((isRecorded) => {
    const left = [...answers];
    const perform = (): EffectAnswer => {
      const answer = left.shift();
      if (answer === undefined) throw new Undeclared("the fast path asks for more than the tables");
      return answer;
    };
    // Admission puts defaults into the payload.
    const started = { ...start, payload: structuredClone(start.payload) };
    return { ...play({ linked, workflow, start: started, perform, isRecorded }), records: [] };
  });
  if (!isDeepStrictEqual(byTables, byCode)) {
    throw new Undeclared(`by code ${JSON.stringify(byCode)}, by tables ${JSON.stringify(byTables)}`);
  }
}
