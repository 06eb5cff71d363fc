import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Json } from "@pgs/governance";
import type { RunResult, Settled } from "@pgs/runtime";
import { made } from "../system/open-made.ts";

/** What a clerk is told to do. */
export type Order =
  | { readonly kind: "open"; readonly program: "domains" | "shelf"; readonly folder: string }
  | { readonly kind: "close" }
  | { readonly kind: "settle"; readonly id: string; readonly offer: Json }
  | { readonly kind: "ask"; readonly workflow: string; readonly payload: Json; readonly key: string };

export type Asked = Extract<Order, { kind: "ask" }>;

/** What was asked, what came of it, and when: numbers that grow. */
export interface Call {
  readonly asked: Asked;
  readonly answer: RunResult;
  readonly began: number;
  readonly ended: number;
}

/** A process of its own that works on a shared data root. */
export interface Clerk {
  readonly open: (program: "domains" | "shelf", folder: string) => Promise<void>;
  readonly ask: (asked: Asked) => Promise<Call>;
  /** Offers something to a run that waits. */
  readonly settle: (id: string, offer: Json) => Promise<Settled>;
  readonly close: () => Promise<void>;
  readonly dismiss: () => void;
}

export function openClerks(count: number): readonly Clerk[] {
  return Array.from({ length: count }, openClerk);
}

function openClerk(): Clerk {
  const child = spawn(process.execPath, [`${made}/clerk.mjs`], { stdio: ["pipe", "pipe", "inherit"] });
  const order = orderTo(child);
  return {
    open: async (program, folder) => void (await order({ kind: "open", program, folder })),
    ask: async (asked) => {
      const began = performance.now();
      const answer = (await order(asked)) as RunResult;
      return { asked, answer, began, ended: performance.now() };
    },
    settle: async (id, offer) => (await order({ kind: "settle", id, offer })) as Settled,
    close: async () => void (await order({ kind: "close" })),
    dismiss: () => void child.kill(),
  };
}

function orderTo({ stdin, stdout }: ChildProcess): (order: Order) => Promise<unknown> {
  if (stdin === null || stdout === null) throw new Error("a clerk has no desk");
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  createInterface({ input: stdout }).on("line", (line) => {
    const { id, answer } = JSON.parse(line) as { readonly id: number; readonly answer: unknown };
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return (order) => {
    last += 1;
    const id = last;
    stdin.write(`${JSON.stringify({ id, order })}\n`);
    return new Promise((resolve) => waiting.set(id, resolve));
  };
}
