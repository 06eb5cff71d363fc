import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, type ServeProcess, startServer, type Told } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const route = "/api/v0/register_actor";
const recordOf = (name: string): JsonObject => ({
  actor_record: { first_name: name, last_name: "Eight", email_registration: `${name}@example.com` },
});

/** The runs of a data root, by id, with how each ended. */
function runsOf(cwd: string): ReadonlyMap<string, string> {
  const told = jsonOf<{ runs: readonly { run: string; terminal: string }[] }>(
    pgs(["runs", "--limit", "100000", "--json"], { cwd }),
  );
  return new Map(told.runs.map(({ run, terminal }) => [run, terminal]));
}

/** One POST on a connection of its own. */
function askOn(agent: Agent, server: ServeProcess, body: JsonObject, key: string): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "idempotency-key": key };
    const asked = request(`${server.address}${route}`, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve(JSON.parse(text) as JsonObject));
    });
    asked.on("error", reject);
    asked.end(JSON.stringify(body));
  });
}

/** Asks without pause from several sides until the server is gone; gives the runs that were acknowledged. */
function load(
  server: ServeProcess,
  sides: number,
): { readonly acknowledged: string[]; readonly over: Promise<unknown> } {
  const acknowledged: string[] = [];
  const side = async (name: string): Promise<void> => {
    for (let count = 0; ; count += 1) {
      let told: Told;
      try {
        told = await ask(`${server.address}${route}`, { body: recordOf(`${name}${count}`) });
      } catch {
        return;
      }
      if (told.status !== 200) return;
      acknowledged.push(String(told.body["run"]));
    }
  };
  const over = Promise.all(Array.from({ length: sides }, (_, index) => side(`side${index}x`)));
  return { acknowledged, over };
}

async function untilAcknowledged(runs: readonly string[], count: number): Promise<void> {
  while (runs.length < count) await new Promise((resume) => setTimeout(resume, 5));
}

describe("what a server acknowledged", () => {
  test("the same key and body, twice at once from two connections, are one run", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const server = await startServer(cwd);
    const [one, two] = [new Agent(), new Agent()];
    for (let turn = 0; turn < 20; turn += 1) {
      const body = recordOf(`twin${turn}`);
      const told = await Promise.all([one, two].map((agent) => askOn(agent, server, body, `key-${turn}`)));
      expect(told.map(({ duplicate }) => duplicate).sort()).toEqual([false, true]);
      expect(told[0]?.["run"]).toBe(told[1]?.["run"]);
      expect(told[0]?.["outputs"]).toEqual(told[1]?.["outputs"]);
    }
    expect(await server.stop()).toBe(0);
    expect(runsOf(cwd).size).toBe(20);
    pgs(["resume"], { cwd });
    expect(readFileSync(`${cwd}/data/events/ACTOR_EVENTS.jsonl`, "utf8").trimEnd().split("\n")).toHaveLength(20);
  });

  test("the same key with another body is refused with 409", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const headers = { "idempotency-key": "once" };
    const first = await ask(`${server.address}${route}`, { body: recordOf("ada"), headers });
    const other = await ask(`${server.address}${route}`, { body: recordOf("bob"), headers });
    expect([first.status, other.status, other.body["terminal"]]).toEqual([200, 409, "key_reuse"]);
  });

  test("killed under load, every acknowledged run is in the ledger", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const server = await startServer(cwd);
    const { acknowledged, over } = load(server, 8);
    await untilAcknowledged(acknowledged, 150);
    await server.stop("SIGKILL");
    await over;
    const runs = runsOf(cwd);
    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    expect(acknowledged.filter((run) => runs.get(run) !== "completed")).toEqual([]);
    expect(pgs(["resume"], { cwd }).code).toBe(0);
    const again = await startServer(cwd);
    const [run] = acknowledged;
    expect((await ask(`${again.address}/runs/${run}`)).body).toMatchObject({ run, terminal: "completed" });
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s under load: what was accepted is answered, and it exits 0",
    async (signal) => {
      const cwd = temporaryWorkspace(sealedDomains);
      const server = await startServer(cwd);
      const { acknowledged, over } = load(server, 8);
      await untilAcknowledged(acknowledged, 60);
      expect(await server.stop(signal)).toBe(0);
      await over;
      const runs = runsOf(cwd);
      expect([...runs.keys()].sort()).toEqual([...acknowledged].sort());
      expect(server.err()).not.toMatch(/fault/);
    },
  );

  test("a run can be read back: how it ended, its trace, its page", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const { body: told } = await ask(`${server.address}${route}`, { body: recordOf("ada") });
    const run = String(told["run"]);
    expect((await ask(`${server.address}/runs/${run}`)).body).toEqual(told);
    const trace = await fetch(`${server.address}/runs/${run}/trace`);
    const lines = (await trace.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonObject);
    expect(trace.headers.get("content-type")).toBe("application/x-ndjson");
    expect([lines[0]?.["run"], lines.at(-1)?.["type"]]).toEqual([run, "seal"]);
    const page = await fetch(`${server.address}/runs/${run}/trace.html`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain(run);
  });

  test("a workflow is asked by its name as well", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
    const url = `${server.address}/runs`;
    expect((await ask(url, { body: { workflow, payload: recordOf("ada") } })).body).toMatchObject({
      terminal: "completed",
    });
    expect((await ask(url, { body: { workflow, payload: {} } })).status).toBe(422);
    expect((await ask(url, { body: { workflow: "blockchain::WF_NONE_V0", payload: {} } })).status).toBe(404);
    expect((await ask(url, { body: { workflow, payload: {}, more: 1 } })).status).toBe(400);
  });
});
