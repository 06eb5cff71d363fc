import { describe, expect, test } from "vitest";
import type { LedgerTransaction } from "../ports.ts";
import { openCommitLine } from "./commit-line.ts";
import type { RunningParts, SegmentGroup } from "./engine-parts.ts";

/** The parts of a program on a ledger that counts what shares a commit, and fails where it is told to. */
function partsOn(commits: string[][], failing: (names: readonly string[]) => boolean = () => false): RunningParts {
  const ledger = {
    transaction: <T>(work: (tx: LedgerTransaction) => T): T => {
      const names: string[] = [];
      const tx = { expectRuns: () => {}, putRun: ({ run }: { readonly run: string }) => void names.push(run) };
      const made = work(tx as unknown as LedgerTransaction);
      if (failing(names)) throw new Error("the disk is full");
      commits.push(names);
      return made;
    },
  };
  return { ledger } as unknown as RunningParts;
}

function take(run: string) {
  return ({ tx, late }: SegmentGroup): string => {
    late.push(() => tx.putRun({ run } as Parameters<typeof tx.putRun>[0]));
    return `${run} is done`;
  };
}

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_each, index) => `r${index}`);

describe("a commit line", () => {
  test("shares a commit among up to 64 turns, in the order in which they came", async () => {
    const commits: string[][] = [];
    const parts = partsOn(commits);
    const line = openCommitLine();
    const made = await Promise.all(numbers(100).map((run) => line.add({ parts, take: take(run) })));
    expect(made).toEqual(numbers(100).map((run) => `${run} is done`));
    expect(commits).toEqual([numbers(64), numbers(100).slice(64)]);
  });

  test("shares it among turns of one program only", async () => {
    const commits: string[][] = [];
    const [one, other] = [partsOn(commits), partsOn(commits)];
    const line = openCommitLine();
    const turns = [one, one, other, one].map((parts, index) => line.add({ parts, take: take(`r${index}`) }));
    await Promise.all(turns);
    expect(commits).toEqual([["r0", "r1"], ["r2"], ["r3"]]);
  });

  test("takes what follows from a commit beside what is new", async () => {
    const commits: string[][] = [];
    const parts = partsOn(commits);
    const line = openCommitLine();
    const follow = async (run: string) => {
      await line.add({ parts, take: take(run) });
      await line.add({ parts, take: take(`${run}b`) });
    };
    await Promise.all([follow("r0"), follow("r1")]);
    expect(commits).toEqual([
      ["r0", "r1"],
      ["r0b", "r1b"],
    ]);
  });

  test("takes each turn alone when their commit fails, and tells the one that fails again", async () => {
    const commits: string[][] = [];
    const parts = partsOn(commits, (names) => names.includes("r1"));
    const line = openCommitLine();
    const ends = await Promise.allSettled(numbers(3).map((run) => line.add({ parts, take: take(run) })));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(ends[1]).toMatchObject({ reason: new Error("the disk is full") });
    expect(commits).toEqual([["r0"], ["r2"]]);
  });

  test("does in place of a turn what it has for being alone", async () => {
    const commits: string[][] = [];
    const parts = partsOn(commits, (names) => names.includes("r0"));
    const line = openCommitLine();
    const made = await new Promise((done, failed) => {
      line.push({ parts, take: take("r0"), takeAlone: (group, why) => take(`instead: ${why}`)(group), done, failed });
    });
    expect(made).toBe("instead: the disk is full is done");
    expect(commits).toEqual([["instead: the disk is full"]]);
  });

  test("is idle when everything is committed", async () => {
    const commits: string[][] = [];
    const parts = partsOn(commits);
    const line = openCommitLine();
    await line.idle();
    void line.add({ parts, take: take("r0") });
    await line.idle();
    expect(commits).toEqual([["r0"]]);
  });
});
