import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "@pgs/governance";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { type Who, who } from "./pay-protocol.ts";
import { sealedPay } from "./sealed-pay.ts";
import { ask, configure, digestOf, type ServeProcess, startServer, type Told } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const tokenOf = (name: Who): string => `${name}-${"t".repeat(40)}`;

function secured(): string {
  const cwd = temporaryWorkspace(sealedPay);
  const principals = Object.entries(who).map(([name, claim]) => {
    return { token_sha256: digestOf(tokenOf(name as Who)), ...claim };
  });
  configure(cwd, { principals });
  return cwd;
}

const as = (server: ServeProcess, name: Who, path: string, body?: JsonObject): Promise<Told> =>
  ask(`${server.address}${path}`, {
    headers: { authorization: `Bearer ${tokenOf(name)}` },
    ...(body === undefined ? {} : { body }),
  });

async function asked(server: ServeProcess, workflow: string, payload: JsonObject): Promise<Told> {
  const told = await as(server, "clerk", "/runs", { workflow, payload });
  const awaits = { id: expect.stringMatching(/^AW_/) };
  expect(told).toMatchObject({ status: 202, body: { terminal: "waiting", awaits } });
  return told;
}

const payment = { amount: 5, clerk: "clerk" };
const idOf = ({ body }: Told): string => (body["awaits"] as { readonly id: string }).id;

describe("a server with runs that wait", () => {
  test("tells an approver what waits, and takes the decision of the principal that sends it", async () => {
    const server = await startServer(secured());
    const told = await asked(server, "pay::WF_PAY_V0", payment);
    const id = idOf(told);
    const run = String(told.body["run"]);
    expect((await as(server, "clerk", "/approvals")).body).toEqual({ schemaVersion: 1, approvals: [] });
    expect((await as(server, "chief", "/approvals")).body).toMatchObject({
      approvals: [{ id, run, inputs: { subject: { amount: 5 }, summary: "Pay?" }, asked_by: who.clerk }],
    });
    expect(await as(server, "clerk", `/runs/${run}`)).toMatchObject({ status: 200, body: { awaits: { id } } });
    const refused = async (name: Who, body: JsonObject, code: string): Promise<void> => {
      const answer = await as(server, name, `/approvals/${id}`, body);
      expect(answer).toMatchObject({ status: 403, body: { error: "refused", reasons: [{ code }] } });
    };
    await refused("clerk", { decision: "approved" }, "PGS7060");
    await refused("self", { decision: "approved" }, "PGS7062");
    await refused("self", { decision: "approved", approver: who.chief }, "OTHER_APPROVER");
    await refused("chief", { decision: "perhaps" }, "PGS7050");
    const taken = await as(server, "chief", `/approvals/${id}`, { decision: "approved", note: "go" });
    const outputs = { by: "pay::AC_CHIEF_V0" };
    expect(taken).toMatchObject({ status: 200, body: { run, terminal: "completed", outputs } });
    expect(await as(server, "chief", `/approvals/${id}`, { decision: "approved" })).toMatchObject({
      status: 404,
      body: { error: "not_awaited" },
    });
    expect(await server.stop()).toBe(0);
  });

  test("goes on with what is due by itself, and with what was due while it was down", async () => {
    const cwd = secured();
    const first = await startServer(cwd);
    const slept = await asked(first, "pay::WF_SLEEP_V0", { seconds: 1 });
    const ended = { body: { terminal: "completed" } };
    await expect.poll(() => as(first, "clerk", `/runs/${String(slept.body["run"])}`), slow).toMatchObject(ended);
    const again = await asked(first, "pay::WF_SLEEP_V0", { seconds: 1 });
    await first.stop("SIGKILL");
    await pause(1100);
    const second = await startServer(cwd);
    await expect.poll(() => as(second, "clerk", `/runs/${String(again.body["run"])}`), slow).toMatchObject(ended);
    await expect.poll(second.err, slow).toContain(`went on ${String(again.body["run"])} completed`);
  });

  test("sends signals, and decides nothing where there are no principals", async () => {
    const open = await startServer(temporaryWorkspace(sealedPay));
    const told = { status: 403, body: { error: "principal_required" } };
    expect(await ask(`${open.address}/approvals`)).toMatchObject(told);
    const decision = { decision: "approved" };
    expect(await ask(`${open.address}/approvals/AW_${"0".repeat(32)}`, { body: decision })).toMatchObject(told);
    const server = await startServer(secured());
    const id = idOf(await asked(server, "pay::WF_HEAR_V0", { name: "PAID" }));
    expect(await as(server, "clerk", `/signals/${id}`, { sum: 1 })).toMatchObject({ status: 400 });
    expect(await as(server, "clerk", `/approvals/${id}`, decision)).toMatchObject({ status: 404 });
    expect(await as(server, "clerk", `/signals/${id}`, { value: { sum: 1 } })).toMatchObject({
      status: 200,
      body: { terminal: "completed" },
    });
    const document = (await as(server, "clerk", "/openapi.json")).body;
    const validated = await new Validator().validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect(validated).toEqual({ valid: true });
    expect(Object.keys(document["paths"] as JsonObject)).toEqual(
      expect.arrayContaining(["/approvals", "/approvals/{id}", "/signals/{id}"]),
    );
  });

  test("leads from the page of a run to those of the runs that it began, and back", async () => {
    const server = await startServer(secured());
    const told = await asked(server, "pay::WF_MANY_V0", { payments: [payment] });
    const pageOf = async (path: string): Promise<string> => {
      const page = await fetch(new URL(path, server.address), {
        headers: { authorization: `Bearer ${tokenOf("clerk")}` },
      });
      expect(page.status).toBe(200);
      return page.text();
    };
    const parent = `/runs/${told.body["run"]}/trace.html`;
    const [, down = ""] = /<a class="run" href="([^"]+)"/.exec(await pageOf(parent)) ?? [];
    const child = new URL(down, new URL(parent, server.address)).pathname;
    const [, up = ""] = /begun by <a class="run" href="([^"]+)"/.exec(await pageOf(child)) ?? [];
    expect(new URL(up, new URL(child, server.address)).pathname).toBe(parent);
  });
});

const slow = { timeout: 10_000, interval: 200 };
