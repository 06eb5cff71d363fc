import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { type Lasting, readLasting } from "../system/lasting.ts";
import { made, openMade } from "../system/open-made.ts";
import { makeScratch, withCopy } from "../system/scratch.ts";

const program = openMade("domains");
const command = fileURLToPath(new URL("../../../packages/cli/bin/pgs.cjs", import.meta.url));
const words = `--snapshot ${made}/domains/snapshot --now 2026-01-01T00:00:00Z --trace data`.split(" ");
const payload = '{"actor_record":{"first_name":"Ada","last_name":"Eight","email_registration":"ada@example.com"}}';
const request = ["run", "--wf", "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0", "--payload", payload, ...words];

/** The command in a folder; `limit`: the size in KiB from which the system lets no file grow. */
function pgs(
  folder: string,
  args: readonly string[],
  limit = "unlimited",
): { readonly code: number; readonly err: string } {
  const script = ["-c", `ulimit -f ${limit} && exec "$@"`, "sh", process.execPath, command, ...args];
  const { status, stderr } = spawnSync("sh", script, { cwd: folder, encoding: "utf8" });
  return { code: status ?? -1, err: stderr };
}

/** A folder with a key and one registration, which every case begins with. */
const begun = makeScratch();
afterAll(() => rmSync(begun, { recursive: true }));
const first = pgs(begun, [...request, "--key", "first"]);

const second = [...request, "--key", "second"];
const inTheWay = (path: string, put: (file: string) => void) => ({
  spoil: (folder: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    renameOrNothing(join(folder, path), join(folder, "aside"));
    put(join(folder, path));
  },
  mend: (folder: string): void => {
    rmSync(join(folder, path), { recursive: true });
    renameOrNothing(join(folder, "aside"), join(folder, path));
  },
});

const spoilings = [
  { what: "a folder stands where a view belongs", ...inTheWay("data/registry/ACTOR.json", mkdirSync) },
  { what: "a folder stands where a log belongs", ...inTheWay("data/events/ACTOR_EVENTS.jsonl", mkdirSync) },
  { what: "a file stands where the views belong", ...inTheWay("data/registry", (file) => writeFileSync(file, "")) },
  { what: "a file stands where the traces belong", ...inTheWay("traces", (file) => writeFileSync(file, "")) },
  { what: "a file stands where the keys belong", ...inTheWay("data/keys", (file) => writeFileSync(file, "")) },
  {
    what: "a file stands where the snapshots belong",
    ...inTheWay("data/snapshots", (file) => writeFileSync(file, "")),
  },
];

function renameOrNothing(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** What a folder is like when it is mended and asked again, and what it is like when nothing was wrong. */
async function askAgain(folder: string): Promise<{ readonly mended: Lasting; readonly whole: Lasting }> {
  expect(pgs(folder, second)).toMatchObject({ code: 0 });
  expect(pgs(folder, ["resume", "--trace", "data"])).toMatchObject({ code: 0 });
  const whole = await withCopy(begun, async (other) => {
    expect(pgs(other, second)).toMatchObject({ code: 0 });
    return readLasting(other, program);
  });
  return { mended: readLasting(folder, program), whole };
}

describe("the command, where the system refuses", () => {
  test("begins with one registration", () => {
    expect(first).toMatchObject({ code: 0, err: "" });
  });

  test.each(spoilings)("$what: it says so, and once more makes it whole", async ({ spoil, mend }) => {
    await withCopy(begun, async (folder) => {
      spoil(folder);
      const { code, err } = pgs(folder, second);
      expect({ code, err }).toEqual({ code: expect.toBeOneOf([2, 4]), err: expect.stringMatching(/^pgs: /) });
      mend(folder);
      const { mended, whole } = await askAgain(folder);
      expect(mended).toEqual(whole);
    });
  });

  test.each(["1", "8", "32", "64", "128", "256"])(
    "no file may grow beyond %s KiB: the ledger is as before or whole",
    async (limit) => {
      await withCopy(begun, async (folder) => {
        pgs(folder, second, limit);
        // Where a commit failed and that could be journaled, the second attempt is another run with other traces.
        const { mended, whole } = await askAgain(folder);
        expect({ ...mended, files: {} }).toEqual({ ...whole, files: {} });
      });
    },
  );
});
