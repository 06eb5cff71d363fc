import type { AwaitedRow, LedgerReader, LedgerTransaction, RunRow } from "@pgs/runtime";

/** Keeps in memory what runs await; every change pushes how to undo it. */
export function openMemoryAwaited(
  runs: ReadonlyMap<string, RunRow>,
  undo: (() => void)[],
): {
  readonly reads: Pick<LedgerReader, "awaitedOf" | "awaited" | "awaitedAfter" | "awaitedDue" | "nextDue">;
  readonly writes: Pick<LedgerTransaction, "putAwaited" | "dropAwaited">;
} {
  const byRun = new Map<string, AwaitedRow>();
  const byId = new Map<string, AwaitedRow>();
  const ids: string[] = [];
  /** Those that are ever due, by when and then by id. */
  const dues: string[] = [];
  const add = (row: AwaitedRow): void => {
    byRun.set(row.run, row);
    byId.set(row.id, row);
    insertText(ids, row.id);
    if (row.due !== "") insertText(dues, dueOf(row));
  };
  const remove = (row: AwaitedRow): void => {
    byRun.delete(row.run);
    byId.delete(row.id);
    removeText(ids, row.id);
    if (row.due !== "") removeText(dues, dueOf(row));
  };
  const drop = (run: string): void => {
    const before = byRun.get(run);
    if (before === undefined) return;
    remove(before);
    undo.push(() => add(before));
  };
  const rowsOf = (found: readonly string[]): readonly AwaitedRow[] => found.flatMap((id) => byId.get(id) ?? []);
  return {
    reads: {
      awaitedOf: (run) => byRun.get(run),
      awaited: (id) => byId.get(id),
      awaitedAfter: (id, limit) => {
        const from = placeOf(ids, id);
        const first = ids[from] === id ? from + 1 : from;
        return rowsOf(ids.slice(first, first + limit));
      },
      awaitedDue: (now, limit) => {
        const due = dues.slice(0, limit).map((text) => text.split(" ") as [string, string]);
        return rowsOf(due.filter(([when]) => when <= now).map(([, id]) => id));
      },
      nextDue: () => dues[0]?.split(" ")[0] ?? "",
    },
    writes: {
      putAwaited: (row) => {
        if (!runs.has(row.run)) throw new Error(`${row.run} is no run: it awaits nothing`);
        const taken = byId.get(row.id);
        if (taken !== undefined && taken.run !== row.run) throw new Error(`${row.id} is what another run awaits`);
        drop(row.run);
        add(row);
        undo.push(() => remove(row));
      },
      dropAwaited: drop,
    },
  };
}

function dueOf({ due, id }: AwaitedRow): string {
  return `${due} ${id}`;
}

/** Where a text stands among sorted ones, or would. */
function placeOf(sorted: readonly string[], text: string): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((sorted[middle] as string) < text) from = middle + 1;
    else to = middle;
  }
  return from;
}

function insertText(sorted: string[], text: string): void {
  sorted.splice(placeOf(sorted, text), 0, text);
}

function removeText(sorted: string[], text: string): void {
  sorted.splice(placeOf(sorted, text), 1);
}
