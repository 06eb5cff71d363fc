import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawnBytes, keptIn, openPlace, toldOf, writingsOf } from "./left-behind.ts";
import { markedCells, markedProtocol } from "./marked-protocol.ts";
import { turned } from "./marked-sources.ts";
import { checkProtocol, linkProtocol } from "./run-protocol.ts";

/**
 * From every kind of place at which a value is marked to every kind of place that takes values, a workflow each. All are
 * checked together; those that nothing refuses are run, and their value must then be nowhere.
 */
const cells = markedCells();
const folder = mkdtempSync(join(tmpdir(), "pgs-marked-"));
let found: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const codes = new Map<string, string[]>();
  for (const { code, at } of await checkProtocol(markedProtocol(cells))) {
    const artifact = at.span.file.replace(/^.*\/|\.yaml$/g, "");
    codes.set(artifact, [...new Set([...(codes.get(artifact) ?? []), code])].sort());
  }
  found = codes;
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
    const linked = await linkProtocol(markedProtocol(kept));
    const place = openPlace({ linked, folder, key: 1, workflow: "" });
    const told: [workflow: string, texts: readonly Buffer[]][] = [];
    const ends = new Map<string, number>();
    for (const [index, { workflow, mark, source }] of kept.entries()) {
      for (const text of [`${canary}${index}`, `${canary}${index}${refusing}`]) {
        const result = await place.run(source.asked(text), { [`${mark}_value`]: text }, workflow);
        ends.set(result.terminal, (ends.get(result.terminal) ?? 0) + 1);
        told.push([workflow, toldOf(result, place)]);
      }
    }
    for (const ending of ["", refusing]) {
      const result = await place.run(turned(`${canary}${ending}`), {}, "WF_HIDE_V0");
      expect(result.terminal).toBe(ending === "" ? "completed" : "denied");
      told.push(["WF_HIDE_V0", toldOf(result, place)]);
    }
    told.push(["the data root", keptIn(place)]);
    place.ledger.close();
    const drawn = Buffer.from(drawnBytes(32)).toString("hex");
    const leaked = [canary, drawn]
      .flatMap(writingsOf)
      .flatMap((writing) => told.filter(([, texts]) => texts.some((bytes) => bytes.includes(writing))));
    expect([...new Set(leaked.map(([workflow]) => workflow))]).toEqual([]);
    expect(ends.get("completed")).toBeGreaterThan(ends.get("denied") ?? 0);
    expect([...ends.keys()].sort()).toEqual(["completed", "denied", "faulted"]);
  }, 120_000);
});

/** Every value begins with it, so that all are looked for at once. */
const canary = "Canary-in-the-coal-mine-";
/** At the end of a text that is turned round, it makes `CT_MAKE_…` refuse in words that tell the text. */
const refusing = " esufer";
