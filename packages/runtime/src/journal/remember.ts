import type { Failure, Perform, WorldCommand } from "../kernel/play.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import type { JournalBody } from "./journal-body.ts";

export interface RememberedEffect {
  readonly asked: WorldCommand;
  /** Undefined: the journal holds no answer. */
  readonly answer: EffectAnswer | undefined;
}

/** The world as a journal remembers it. */
export interface Memory {
  /** Undefined: the journal holds no more. */
  readonly perform: (command: WorldCommand) => ReturnType<Perform> | undefined;
  /** What was asked so far. */
  readonly effects: readonly RememberedEffect[];
  readonly answersLeft: () => number;
}

/**
 * Answers as the bodies of a run say, one segment after the other. `open` opens what is sealed in an answer. Where a
 * segment holds no more answers and there is none after it, what is asked ended as the run did.
 */
export function rememberBodies(
  bodies: readonly JournalBody[],
  open: (command: WorldCommand, answer: EffectAnswer) => EffectAnswer,
): Memory {
  const effects: RememberedEffect[] = [];
  let segment = 0;
  let taken = 0;
  const take = (asked: WorldCommand): EffectAnswer | undefined => {
    const sealed = bodies[segment]?.answers[taken];
    const answer = sealed && open(asked, sealed);
    if (answer !== undefined) taken += 1;
    effects.push({ asked, answer });
    return answer;
  };
  return {
    effects,
    answersLeft: () => bodies.reduce((sum, { answers }) => sum + answers.length, 0) - countAnswered(effects),
    perform: (asked) => {
      if (taken < (bodies[segment]?.answers.length ?? 0)) return take(asked);
      const next = bodies[segment + 1];
      if (next === undefined) {
        const { end } = bodies[segment] ?? {};
        if (end !== undefined && "awaits" in end) return undefined;
        effects.push({ asked, answer: undefined });
        return endedAs(bodies);
      }
      segment += 1;
      taken = 0;
      return { kind: "later", now: next.now ?? "", answer: take(asked) ?? endedAs(bodies) };
    },
  };
}

function countAnswered(effects: readonly RememberedEffect[]): number {
  return effects.filter(({ answer }) => answer !== undefined).length;
}

function endedAs(bodies: readonly JournalBody[]): Failure {
  const end = bodies.at(-1)?.end;
  const { code, message } =
    end !== undefined && "fault" in end ? end.fault : { code: "", message: "the journal holds no answer" };
  return { kind: "failure", code, message };
}
