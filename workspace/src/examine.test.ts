import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sideEffectHost } from "@pgs/capabilities";
import type { Composition } from "@pgs/cli";
import type { JsonObject } from "@pgs/governance";
import type { Wait } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { sealedPay } from "./sealed-pay.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

interface Ran {
  readonly cwd: string;
  readonly run: string;
}

async function ran(workflow: string, payload: JsonObject, parts: Partial<Composition> = {}): Promise<Ran> {
  const cwd = temporaryWorkspace(sealedPay);
  const words = ["--wf", workflow, "--payload", JSON.stringify(payload), "--actor", '{"id":"clerk"}', "--key", "k"];
  const { out } = await fixedPgs(["run", ...words, "--trace", "data", "--json"], { cwd, parts });
  return { cwd, run: (JSON.parse(out) as { readonly run: string }).run };
}

/** What `pgs examine` says, without digests; and what the command that it ends with answers. */
async function examined({ cwd, run }: Ran): Promise<{ readonly said: string; readonly next: number }> {
  const { out, err } = await fixedPgs(["examine", run], { cwd });
  expect(err).toBe("");
  const [, command = ""] = /next {7}(?:delete it and type )?pgs ([^\n:]+)/.exec(out) ?? [];
  const said = out.replaceAll(/[0-9a-f]{64}/g, "…").replaceAll(/(R|AW)_[0-9a-f]{32}/g, "$1_…");
  return {
    said: said.replaceAll(/\S*pay\/protocol/g, "pay/protocol"),
    next: (await fixedPgs(command.split(" "), { cwd })).code,
  };
}

const payment = { amount: 5, clerk: "clerk" };

/** Every class of end, what is said of it, and whether the next command works. */
describe("pgs examine", () => {
  test("of a run that waits", async () => {
    const { said, next } = await examined(await ran("WF_PAY_V0", payment));
    expect(next).toBe(0);
    expect(said).toMatchInlineSnapshot(`
      "… waiting at ASK: for a decision of \`pay::AC_CHIEF_V0\`, until 2026-01-01 01:00:00 UTC

        rule       pay::CC_PAY_ASK_V0, step ask
                   by capability_side_effects::CS_APPROVAL_V0
                   pay/protocol/WF_PAY_V0.yaml:9
        asks       Pay?
                   about {"amount":5}
        path        1  ADMIT  ACK
                    2  ASK    waiting
        stores     no store changed
        proof      intact, anchored: 4 lines
                   trace digest …
        run        R_…
        next       pgs pending AW_…
      "
    `);
  });

  test("of a run that was denied", async () => {
    const { cwd, run } = await ran("WF_PAY_V0", payment);
    const words = ["reject", run, "--as", "AC_CHIEF_V0", "--actor", '{"id":"chief"}', "--trace", "data"];
    expect((await fixedPgs(words, { cwd })).code).toBe(0);
    const { said, next } = await examined({ cwd, run });
    expect(next).toBe(0);
    expect(said).toMatchInlineSnapshot(`
      "✗ denied at ASK: rejected by \`pay::AC_CHIEF_V0\`

        because    REJECTED: rejected by \`pay::AC_CHIEF_V0\`  (at ASK/ask)
        rule       pay::CC_PAY_ASK_V0, step ask
                   by capability_side_effects::CS_APPROVAL_V0
                   pay/protocol/WF_PAY_V0.yaml:9
        decided    rejected by \`pay::AC_CHIEF_V0\`, at 2026-01-01 00:00:00 UTC, not signed
        path        1  ADMIT    ACK
                    2  ASK      REJECTED
                    3  REFUSED  denied
        stores     no store changed
        proof      intact, anchored: 7 lines
                   trace digest …
        run        R_…
        next       pgs inspect CC_PAY_ASK_V0
      "
    `);
  });

  test("of a run that completed", async () => {
    const { said, next } = await examined(await ran("WF_CHECK_V0", { word: "good" }));
    expect(next).toBe(0);
    expect(said).toMatchInlineSnapshot(`
      "✓ completed at DONE

        path        1  ADMIT  ACK
                    2  CHECK  SUCCESS
                    3  DONE   completed
        stores     no store changed
        proof      intact, anchored: 7 lines
                   trace digest …
        run        R_…
        next       pgs replay R_…
      "
    `);
  });

  test("of a request that was rejected", async () => {
    const { said, next } = await examined(await ran("WF_PAY_V0", { amount: "5" }));
    expect(next).toBe(0);
    expect(said).toMatchInlineSnapshot(`
      "✗ rejected at ADMIT: \`/clerk\` of the payload is required

        because    PGS7001: \`/clerk\` of the payload is required  (at /clerk)
                   PGS7001: \`/amount\` of the payload must be an integer, got string  (at /amount)
        rule       pay::IN_PAY_V0
                   pay/protocol/WF_PAY_V0.yaml:5
        path        1  ADMIT     NACK
                    2  REJECTED  rejected
        stores     no store changed
        proof      intact, anchored: 5 lines
                   trace digest …
        run        R_…
        next       pgs explain PGS7001
      "
    `);
  });

  test("of a run that failed", async () => {
    const { said, next } = await examined(await ran("WF_CHECK_V0", { word: "bad" }));
    expect(next).toBe(0);
    expect(said).toMatchInlineSnapshot(`
      "✗ failed at CHECK: \`bad\` is not \`good\`

        because    VIOLATION: \`bad\` is not \`good\`  (at CHECK/check)
                   CHECK_VIOLATION: The word cannot be used.  (at CHECK)
        rule       pay::CC_CHECK_CHECK_V0, step check
                   by capability_transforms::CT_PURE_VALIDATE_SET_MEMBERSHIP_V0
                   pay/protocol/WF_CHECK_V0.yaml:5
        path        1  ADMIT   ACK
                    2  CHECK   VIOLATION
                    3  BROKEN  failed
        stores     no store changed
        proof      intact, anchored: 7 lines
                   trace digest …
        run        R_…
        next       pgs doctor
      "
    `);
  });

  test("of a run that faulted", async () => {
    const broken = (): never => {
      throw new Error("the lamp went out");
    };
    const wait: Wait = { open: broken, settle: broken, expire: broken };
    const host = sideEffectHost("0.1.0");
    const waits = new Map([...(host.waits ?? []), ["capability_side_effects::CS_APPROVAL_V0", wait] as const]);
    const loadHost = async () => ({ ...host, waits });
    const { said, next } = await examined(await ran("WF_PAY_V0", payment, { loadHost }));
    expect(said).toMatchInlineSnapshot(`
      "✗ faulted at ASK: REQUEST of \`capability_side_effects::CS_APPROVAL_V0\` failed: its words are withheld, because it works with sensitive values

        because    PGS7022: REQUEST of \`capability_side_effects::CS_APPROVAL_V0\` failed: its words are withheld, because it works with sensitive values  (at ASK/ask)
        rule       pay::WF_PAY_V0, step ask
                   by capability_side_effects::CS_APPROVAL_V0
                   pay/protocol/WF_PAY_V0.yaml:9
        path        1  ADMIT  ACK
                    2  ASK    fault
        stores     no store changed
        proof      intact, anchored: 5 lines
                   trace digest …
        run        R_…
        next       pgs explain PGS7022
      "
    `);
    expect(next).toBe(0);
  });

  test("of a trace that was tampered with", async () => {
    const { cwd, run } = await ran("WF_PAY_V0", payment);
    const file = join(cwd, "traces", run, `${run}.jsonl`);
    writeFileSync(file, readFileSync(file, "utf8").replace('"amount":5', '"amount":6'));
    const { said, next } = await examined({ cwd, run });
    expect(next).toBe(0);
    expect(said).toMatchInlineSnapshot(`
      "✗ tampered at line 1: its hash is not that of its content: the line was changed

        found      line 1: its hash is not that of its content: the line was changed
        so         nothing else that this file says can be believed
        next       delete it and type pgs resume: it makes the trace again from the journal
      "
    `);
  });
});
