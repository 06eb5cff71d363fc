import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawnBytes, keptIn, openPlace, toldOf, writingsOf } from "./left-behind.ts";
import { markedHops } from "./marked-hops.ts";
import { type MarkedCell, markedCells, markedProtocol } from "./marked-protocol.ts";
import { markedSinks } from "./marked-sinks.ts";
import { markedSources, turned } from "./marked-sources.ts";
import { checkProtocol, linkProtocol } from "./run-protocol.ts";

/**
 * From every kind of place at which a value is marked to every kind of place that takes values, a workflow each. All are
 * checked together; those that nothing refuses are run, and their value must then be nowhere.
 */
const cells = markedCells();
const folder = mkdtempSync(join(tmpdir(), "pgs-marked-"));
let found: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  found = await codesOf(cells);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a marked value", () => {
  test.each(["secret", "personal"] as const)("that is %s is refused wherever it would not be kept", (mark) => {
    const ofMark = cells.filter((cell) => cell.mark === mark);
    const told = ofMark.map(({ workflow }) => [workflow, found.get(workflow)?.join(" ") ?? "kept"]);
    expect(told).toEqual(ofMark.map(({ workflow, sink }) => [workflow, sink[mark]]));
  });

  test("is refused in workflows alone", () => {
    expect([...found.keys()].filter((artifact) => !artifact.startsWith("WF_"))).toEqual([]);
  });

  test("is nowhere in what a run leaves behind where nothing refuses it", async () => {
    const kept = cells.filter(({ workflow }) => !found.has(workflow));
    const { place, told, ends } = await runAll(kept);
    for (const ending of ["", refusing]) {
      const result = await place.run(turned(`${canary}${ending}`), {}, "WF_HIDE_V0");
      expect(result.terminal).toBe(ending === "" ? "completed" : "denied");
      told.push(["WF_HIDE_V0", toldOf(result, place)]);
    }
    told.push(["the data root", keptIn(place)]);
    place.ledger.close();
    expect(leaksIn(told, [canary, drawn])).toEqual([]);
    expect(ends.get("completed")).toBeGreaterThan(ends.get("denied") ?? 0);
    expect([...ends.keys()].sort()).toEqual(["completed", "denied", "faulted"]);
  }, 120_000);

  test("is nowhere after any way through copies, code, contracts and stores that nothing refuses", async () => {
    const drawnCells = fc.sample(wandering, 120).map((cell, index) => ({ ...cell, workflow: `WF_WANDER_${index}_V0` }));
    const codes = await codesOf(drawnCells);
    const kept = drawnCells.filter(({ workflow }) => !codes.has(workflow));
    const { place, told, ends } = await runAll(kept);
    told.push(["the data root", keptIn(place)]);
    place.ledger.close();
    const leaked = leaksIn(
      told,
      [canary, drawn].flatMap((text) => [text, turned(text).seed]),
    );
    const protocol = markedProtocol(kept);
    expect(leaked.map((workflow) => protocol[`protocol/${workflow}.yaml`] ?? workflow)).toEqual([]);
    expect(ends.get("completed")).toBeGreaterThan(10);
  }, 120_000);
});

/** Sources of which a text is asked for as it is, up to five hops, and a sink: more often one that keeps it. */
const wandering = fc.constantFrom("secret" as const, "personal" as const).chain((mark) => {
  const from = markedSources.filter(({ gives, asked }) => gives === "text" && asked !== turned);
  const keeping = markedSinks.filter((sink) => sink[mark] === "kept");
  return fc.record({
    mark: fc.constant(mark),
    source: fc.constantFrom(...from.filter(({ marks }) => marks?.includes(mark) ?? true)),
    hops: fc.array(fc.constantFrom(...markedHops), { minLength: 1, maxLength: 5 }),
    sink: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...keeping) }, fc.constantFrom(...markedSinks)),
  });
});

async function codesOf(some: readonly MarkedCell[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const codes = new Map<string, string[]>();
  for (const { code, at } of await checkProtocol(markedProtocol(some))) {
    const artifact = at.span.file.replace(/^.*\/|\.yaml$/g, "");
    codes.set(artifact, [...new Set([...(codes.get(artifact) ?? []), code])].sort());
  }
  return codes;
}

type Told = [workflow: string, texts: readonly Buffer[]];

/** Runs each cell twice, with texts that all begin with the canary. */
async function runAll(some: readonly MarkedCell[]) {
  const linked = await linkProtocol(markedProtocol(some));
  const place = openPlace({ linked, folder, key: 1, workflow: "" });
  const told: Told[] = [];
  const ends = new Map<string, number>();
  for (const [index, { workflow, mark, source }] of some.entries()) {
    for (const text of [`${canary}${index}`, `${canary}${index}${refusing}`]) {
      const result = await place.run(source.asked(text), { [`${mark}_value`]: text }, workflow);
      ends.set(result.terminal, (ends.get(result.terminal) ?? 0) + 1);
      told.push([workflow, toldOf(result, place)]);
    }
  }
  return { place, told, ends };
}

/** The workflows of which something tells one of the texts. */
function leaksIn(told: readonly Told[], texts: readonly string[]): readonly string[] {
  const writings = texts.flatMap(writingsOf);
  const leaked = told.filter(([, left]) => writings.some((writing) => left.some((bytes) => bytes.includes(writing))));
  return [...new Set(leaked.map(([workflow]) => workflow))];
}

/** Every value begins with it, so that all are looked for at once. */
const canary = "Canary-in-the-coal-mine-";
/** At the end of a text that is turned round, it makes `CT_MAKE_…` refuse in words that tell the text. */
const refusing = " esufer";
const drawn = Buffer.from(drawnBytes(32)).toString("hex");
