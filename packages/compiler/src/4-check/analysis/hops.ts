import type { Label } from "@pgs/governance";
import type { FlowEdge } from "./flow.ts";
import { exitOutcome } from "./pipeline-flow.ts";

interface Missing {
  /** The nodes or steps that give it on other ways. */
  readonly givers: readonly string[];
  /** What is not given: `no greeting`, in words that follow "gives". */
  readonly gives: string;
}

/**
 * The hops of a way on which a value is missing, each where it is written, in order. On a long way those in the middle
 * are left out, never one at which the value could have been given.
 */
export function hopsOf(way: readonly FlowEdge[], { givers, gives }: Missing): readonly Label[] {
  const [giver, ...others] = givers;
  const isPassed = others.length === 0 && giver !== undefined && way.every(({ from }) => from !== giver);
  return way
    .map(({ from, outcome, to, at }, index) => {
      if (givers.includes(from)) return { from, span: at, text: `\`${from}\` ends with ${outcome} and gives ${gives}` };
      const left = exitOutcome(to);
      const hop = left === undefined ? `it goes on to \`${to}\`` : `it leaves with ${left}`;
      const isLast = index === way.length - 1;
      const passing = isLast && isPassed ? `, past \`${giver}\`` : "";
      return { from, span: at, text: `after ${outcome} of \`${from}\` ${hop}${passing}` };
    })
    .filter(({ from }, index) => givers.includes(from) || index < shownFirst || index >= way.length - shownLast)
    .map(({ span, text }) => ({ span, text }));
}

const shownFirst = 3;
const shownLast = 3;
