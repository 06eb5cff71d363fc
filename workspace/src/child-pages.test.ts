import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { expect, test } from "vitest";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { sealedPay } from "./sealed-pay.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

interface Awaited {
  readonly id: string;
  readonly run: string;
  readonly begun_by: string;
}

test("parents and children lead to each other, and a parent's page follows what its children wait for", async () => {
  const cwd = temporaryWorkspace(sealedPay);
  const asked = (...args: readonly string[]): Promise<FixedAnswer> => fixedPgs(args, { cwd });
  const pageOf = (run: string): string => readFileSync(join(cwd, "traces", run, `${run}.html`), "utf8");
  const awaited = async (): Promise<Awaited> => {
    const { waiting } = JSON.parse((await asked("pending", "--json")).out) as { readonly waiting: readonly Awaited[] };
    expect(waiting).toHaveLength(1);
    return waiting[0] as Awaited;
  };
  const decide = (verb: string, { id }: Awaited): Promise<FixedAnswer> =>
    asked(verb, id, "--as", "AC_CHIEF_V0", "--actor", '{"id":"chief"}');

  const payload: JsonObject = { payments: [1, 2].map((amount) => ({ amount, clerk: "clerk" })) };
  const words = ["--wf", "WF_MANY_V0", "--payload", JSON.stringify(payload), "--actor", '{"id":"clerk"}'];
  const { out } = await asked("run", ...words);
  const first = await awaited();
  const parent = first.begun_by;
  expect(out).toContain(`child      ${first.run}  waiting at ASK: for a decision of \`pay::AC_CHIEF_V0\``);
  expect(out).toContain(`next       pgs pending ${first.id}\n`);
  expect(pageOf(parent)).toContain("<code>WF_<wbr/>PAY_<wbr/>V0</code> is waiting at <code>ASK</code>");
  expect(pageOf(parent)).toContain(`href="../${first.run}/${first.run}.html"`);
  expect(pageOf(first.run)).toContain(`begun by <a class="run" href="../${parent}/${parent}.html">`);

  const below = (await asked("pending", parent)).out.split("\n").filter((line) => line.startsWith("… "));
  expect(below.map((line) => line.split("  ")[0])).toEqual(["… children", "… approval"]);

  expect(await decide("approve", first)).toMatchObject({ code: 0 });
  const second = await awaited();
  expect(second).toMatchObject({ begun_by: parent });
  expect(pageOf(parent)).toContain('<td data-label="Ended">completed at PAID</td>');
  expect(pageOf(parent)).toContain(`href="../${second.run}/${second.run}.html"`);
  expect(existsSync(join(cwd, "traces", second.run, `${second.run}.html`))).toBe(true);

  const rejected = await decide("reject", second);
  expect(rejected.out).toContain("because    REJECTED: rejected by `pay::AC_CHIEF_V0`");
  const cause = "its child `WF_PAY_V0` was denied at `ASK`: rejected by `pay::AC_CHIEF_V0`";
  expect((await asked("examine", parent)).out).toContain(`✗ denied at PAY: ${cause}\n`);
  expect((await asked("examine", parent)).out).toContain(`next       pgs examine ${second.run}\n`);
  expect((await asked("pending")).err).toBe("nothing is awaited\n");
}, 60_000);

test("what is over is told as such, with what goes on with it", async () => {
  const cwd = temporaryWorkspace(sealedPay);
  const payload = JSON.stringify({ amount: 5, clerk: "clerk", seconds: 60 });
  const words = ["--wf", "WF_PAY_V0", "--payload", payload, "--actor", '{"id":"clerk"}', "--trace", "none"];
  await fixedPgs(["run", ...words], { cwd });
  const inTime = await fixedPgs(["pending"], { cwd });
  expect(inTime.out).toMatch(/next {6}pgs approve AW_\w+ --as pay::AC_CHIEF_V0 --actor '\{"id":"…"\}'\n/);
  const late = { clock: { now: () => "2026-01-01T00:01:00.000Z" } };
  const over = await fixedPgs(["pending"], { cwd, parts: late });
  expect(over.out).toContain("until 2026-01-01T00:01:00.000Z  its time is over, and it can go on\n");
  expect(over.out).toContain("next      pgs resume\n");
});
