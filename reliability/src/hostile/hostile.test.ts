import { describe, expect, test } from "vitest";
import { openMade } from "../system/open-made.ts";
import { settledHeap } from "./settled-heap.ts";
import { targetsOf, throwTexts } from "./throw-texts.ts";

const program = openMade("domains");
const count = 2000;
const most = 64 * 1024 * 1024;

describe("two thousand payloads that somebody made up", () => {
  test.each(targetsOf(program))("$workflow takes or refuses each, and holds on to none", async (target) => {
    await throwTexts(target, { program, from: 0, to: 50 });
    const before = settledHeap();
    const { ends, defects } = await throwTexts(target, { program, from: 0, to: count });
    expect(defects).toEqual([]);
    expect(settledHeap() - before).toBeLessThan(most);
    expect(ends["rejected"]).toBeGreaterThan(count / 10);
    expect(ends["rejected"]).toBeLessThan((count * 9) / 10);
  });
});
