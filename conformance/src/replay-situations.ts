import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize, chainHash, type JournalRow } from "@pgs/runtime";

/** What a situation records: rows and perhaps a trace of one run. */
export interface Recorded {
  readonly rows: readonly JournalRow[];
  readonly trace?: string;
}

interface Body {
  readonly now?: string;
  readonly end: { readonly awaits?: object };
  readonly header: { payload: JsonObject };
  readonly answers: { outputs: JsonObject }[];
}

/** What becomes of the record of a sound run, by situation. */
export const situations: Readonly<Record<string, (sound: Required<Recorded>) => Recorded>> = {
  equal: (sound) => sound,
  "equal-untraced": ({ rows }) => ({ rows }),
  "changed-answer": (sound) =>
    reseal(sound, ({ answers: [first] }) => Object.assign(first ?? {}, { outputs: elsewhere })),
  "changed-payload": (sound) => reseal(sound, ({ header }) => Object.assign(header, { payload: { name: "Eve" } })),
  "changed-row": ({ rows, trace }) => ({
    rows: rows.map((row) => ({ ...row, body: row.body.replace("Ada", "Eve") })),
    trace,
  }),
  "cut-answers": (sound) => reseal(sound, ({ answers }) => answers.pop()),
  "cut-journal": ({ trace }) => ({ rows: [], trace }),
  "other-program": (sound) => sound,
  "torn-trace": ({ rows, trace }) => ({ rows, trace: trace.replace("Hello Ada", "Hello Eve") }),
};

/** The same of a run that waited and went on. `waiting` is what was recorded while it waited. */
export const waited: Readonly<Record<string, (sound: Required<Recorded>, waiting: Required<Recorded>) => Recorded>> = {
  "waited-equal": (sound) => sound,
  "waiting-equal": (_sound, waiting) => waiting,
  "waited-cut-segment": ({ trace }, { rows }) => ({ rows, trace }),
  "waited-missing-segment": ({ rows, trace }) => ({ rows: rows.slice(1), trace }),
  "waited-changed-wait": ({ rows }) =>
    reseal({ rows, trace: "" }, ({ end: { awaits } }) => awaits && Object.assign(awaits, { op: "LISTEN" })),
  "waited-changed-instant": (sound) =>
    reseal(sound, (body) => Object.assign(body, body.now === undefined ? {} : { now: "2026-01-03T00:00:00.000Z" })),
};

const elsewhere = { address: `ADDR_${"0".repeat(32)}` };

/** Changes a row and gives it the hash of what it says now, as whoever holds the file could. */
function reseal({ rows, trace }: Required<Recorded>, change: (body: Body) => void): Recorded {
  const changed = rows.map((row) => {
    const body = JSON.parse(row.body) as Body;
    change(body);
    const entry = { ...row, body: canonicalize(body as unknown as Json) };
    return { ...entry, hash: chainHash(entry.prev, entry) };
  });
  return { rows: changed, trace };
}
