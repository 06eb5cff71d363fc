import { afterAll, describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { payProtocol } from "./pay-protocol.ts";
import { sealedPay, sealPay } from "./sealed-pay.ts";
import { temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const files = payProtocol("Pay?");
const workflow = files["pay/protocol/WF_PAY_V0.yaml"] ?? "";
const denying = workflow.replace(/PAID: \{ exit: completed.*\}/, "PAID: { exit: denied }");
const otherwise = sealPay(temporaryFolder(afterAll), payProtocol("Do you really want to pay?"));
const stricter = sealPay(temporaryFolder(afterAll), { ...files, "pay/protocol/WF_PAY_V0.yaml": denying });

const chief = ["--as", "AC_CHIEF_V0", "--actor", '{"id":"chief"}'];

/** A run that waits, and one that went on with a yes in another segment. */
async function asked(): Promise<{ readonly cwd: string; readonly waiting: string; readonly paid: string }> {
  const cwd = temporaryWorkspace(sealedPay);
  const runs: string[] = [];
  for (const key of ["waiting", "paid"]) {
    const payload = JSON.stringify({ amount: 5, clerk: "clerk" });
    const words = ["--wf", "WF_PAY_V0", "--payload", payload, "--actor", '{"id":"clerk"}', "--key", key];
    const { out } = await fixedPgs(["run", ...words, "--trace", "none", "--json"], { cwd });
    runs.push((JSON.parse(out) as { readonly run: string }).run);
  }
  const [waiting = "", paid = ""] = runs;
  const clock = { now: () => "2026-01-01T00:10:00.000Z" };
  const parts = { clock };
  expect(await fixedPgs(["approve", paid, ...chief, "--trace", "none"], { cwd, parts })).toMatchObject({ code: 0 });
  return { cwd, waiting, paid };
}

async function verdicts(cwd: string, snapshot: string): Promise<Readonly<Record<string, object>>> {
  const { out } = await fixedPgs(["replay", "--all", "--snapshot", snapshot, "--json"], { cwd });
  const { runs } = JSON.parse(out) as { readonly runs: readonly { readonly run: string }[] };
  return Object.fromEntries(runs.map((verdict) => [verdict.run, verdict]));
}

describe("runs that waited, decided again", () => {
  test("by the same program: one still waits, the other ends as it did, with the decision at its instant", async () => {
    const { cwd, waiting, paid } = await asked();
    const told = await verdicts(cwd, sealedPay);
    expect(told[waiting]).toMatchObject({ verdict: "same", ends: { terminal: "waiting" } });
    expect(told[paid]).toMatchObject({ verdict: "same", ends: { terminal: "completed", exit: "PAID" } });
  });

  test("by one that asks another question: nobody has answered that", async () => {
    const { cwd, waiting, paid } = await asked();
    const told = await verdicts(cwd, otherwise);
    for (const run of [waiting, paid]) {
      expect(told[run]).toMatchObject({ verdict: "undecidable", ends: { undecidable: "ASK/ask" } });
    }
  });

  test("by one that ends otherwise after the decision: only that run changes", async () => {
    const { cwd, waiting, paid } = await asked();
    const told = await verdicts(cwd, stricter);
    expect(told[waiting]).toMatchObject({ verdict: "same", ends: { terminal: "waiting" } });
    expect(told[paid]).toMatchObject({
      verdict: "changes",
      was: { terminal: "completed", exit: "PAID" },
      change: { place: "PAID", what: "class", recorded: "completed", attempted: "denied", artifact: "pay::WF_PAY_V0" },
      ends: { terminal: "denied", exit: "PAID" },
    });
  });
});
