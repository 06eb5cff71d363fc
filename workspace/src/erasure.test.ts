import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findBytes } from "./find-bytes.ts";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, startServer } from "./serve-process.ts";
import { run, temporaryWorkspace } from "./temporary-workspace.ts";

interface Told {
  readonly run: string;
  readonly terminal: string;
  readonly outputs: { readonly actor_id: string };
  readonly trace: string;
}

const personOf = (name: string) => ({
  first_name: `First-${name}`,
  last_name: `Last-${name}-Long`,
  email_registration: `${name}.somebody@example.org`,
});

async function register(cwd: string, name: string, ...args: readonly string[]): Promise<Told> {
  const payload = JSON.stringify({ actor_record: personOf(name) });
  const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
  const words = ["run", "--wf", workflow, "--payload", "-", "--key", `register-${name.length}`, "--json", ...args];
  return JSON.parse((await fixedPgs(words, { cwd, input: payload })).out) as Told;
}

function erase(cwd: string, name: string, ...args: readonly string[]): Promise<FixedAnswer> {
  const { email_registration } = personOf(name);
  const input = JSON.stringify({ email_registration });
  return fixedPgs(["data", "erase", "--person", "-", "--json", ...args], { cwd, input });
}

function filesOf(cwd: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]));
}

const needlesOf = (name: string) =>
  Object.entries(personOf(name)).map(([what, value]) => ({ what, bytes: Buffer.from(value) }));

describe("pgs data erase --person", () => {
  test("says first what it would do, and changes nothing", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const { run } = await register(cwd, "ada");
    const tried = await erase(cwd, "ada", "--dry-run");
    expect([tried.code, JSON.parse(tried.out)]).toMatchObject([0, { dryRun: true, runs: [run], keys: 0 }]);
    expect((await fixedPgs(["replay", run], { cwd })).code).toBe(0);
  });

  test("erases one person and leaves the others, the chain and every row", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const [ada, grace] = [await register(cwd, "ada"), await register(cwd, "grace")];
    const answer = await erase(cwd, "ada");
    expect([answer.code, answer.err]).toEqual([0, ""]);
    expect(JSON.parse(answer.out)).toMatchObject({ runs: [ada.run], keys: 1, unsalted: 0, scrubbed: true });
    expect(answer.out).not.toContain("somebody");
    expect(existsSync(join(cwd, "traces", ada.run))).toBe(false);
    expect(findBytes(needlesOf("ada"), filesOf(cwd))).toEqual([]);
    const replayed = JSON.parse((await fixedPgs(["replay", "--all", "--json"], { cwd })).out);
    const verdicts = Object.fromEntries(
      replayed.runs.map((each: Record<string, string>) => [each["run"], each["verdict"]]),
    );
    expect(verdicts).toEqual({ [ada.run]: "erased", [grace.run]: "equal" });
    expect((await fixedPgs(["replay", "--all"], { cwd })).code).toBe(0);
    expect(await fixedPgs(["replay", ada.run], { cwd })).toMatchObject({
      code: 4,
      out: expect.stringContaining("erased"),
    });
    expect(await fixedPgs(["verify"], { cwd })).toMatchObject({ code: 0 });
    const examined = await fixedPgs(["examine", ada.run], { cwd });
    expect([examined.code, examined.err]).toEqual([3, expect.stringContaining("PGS7066")]);
    expect((await fixedPgs(["resume"], { cwd })).code).toBe(0);
    expect((await fixedPgs(["runs"], { cwd })).out).toContain(ada.run.slice(0, 12));
    expect((await fixedPgs(["data", "show", "ACTOR_EVENTS"], { cwd })).code).toBe(0);
  });

  test("leaves the person free to come again", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await register(cwd, "ada");
    await erase(cwd, "ada");
    expect((await register(cwd, "ada", "--key", "again")).terminal).toBe("completed");
  });

  test("while a server has the data open: the run is gone there as well, and the server goes on", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const server = await startServer(cwd);
    const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
    const asks = (name: string) =>
      ask(`${server.address}/runs`, { body: { workflow, payload: { actor_record: personOf(name) } } });
    const [ada, grace] = [(await asks("ada")).body["run"], (await asks("grace")).body["run"]];
    const erased = pgs(["data", "erase", "--person", "-", "--json"], { cwd, input: JSON.stringify(personOf("ada")) });
    expect([erased.code, erased.err]).toEqual([0, ""]);
    expect((await ask(`${server.address}/runs/${ada}`)).status).toBe(410);
    expect((await ask(`${server.address}/runs/${grace}`)).status).toBe(200);
    expect((await asks("ada")).status).toBe(200);
    await server.stop();
    expect(pgs(["verify"], { cwd }).code).toBe(0);
  });

  test("wants values, and never repeats them", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await register(cwd, "ada");
    for (const input of ["{}", '{"email": ""}', "[]", '"somebody"', "{", '{"email": "somebody", "name": null}']) {
      const refused = await fixedPgs(["data", "erase", "--person", "-"], { cwd, input });
      expect([refused.code, refused.out]).toEqual([2, ""]);
      expect(refused.err).not.toContain("somebody");
    }
    expect((await fixedPgs(["data", "erase"], { cwd })).code).toBe(2);
  });
});

/** Registers in a process of its own: this one is said to keep files open as long as it likes. */
async function registerApart(cwd: string, name: string, ...args: readonly string[]): Promise<Told> {
  const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
  const payload = { actor_record: personOf(name) };
  return run({ cwd, workflow, payload, args: ["--key", "k", ...args] }).result as unknown as Told;
}

describe("pgs data erase --tenant-data", () => {
  test("removes everything of one tenant, and nothing of another", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await registerApart(cwd, "ada", "--tenant", "acme");
    const grace = await registerApart(cwd, "grace");
    const words = ["data", "erase", "--tenant", "acme", "--tenant-data"];
    expect(pgs(words, { cwd })).toMatchObject({ code: 2 });
    expect(pgs([...words, "--dry-run"], { cwd }).out).toContain("would remove data/keys/acme.key\n");
    expect(existsSync(join(cwd, "data/tenants/acme/pgs.db"))).toBe(true);
    expect(pgs([...words, "--yes"], { cwd }).code).toBe(0);
    expect([...filesOf(cwd).keys()].filter((name) => name.includes("acme"))).toEqual([]);
    expect(existsSync(join(cwd, "data/tenants/acme"))).toBe(false);
    expect(pgs(["replay", grace.run], { cwd }).code).toBe(0);
    expect(pgs(["data", "erase", "--tenant-data", "--yes"], { cwd }).code).toBe(0);
    expect([...filesOf(join(cwd, "data")).keys()].filter((name) => /\.db$|\.key$|^ACTOR/.test(name))).toEqual([]);
  });

  test("refuses while another process has it open", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await registerApart(cwd, "ada");
    const server = await startServer(cwd);
    const answer = pgs(["data", "erase", "--tenant-data", "--yes"], { cwd });
    expect([answer.code, answer.err]).toEqual([3, expect.stringContaining("open in another process")]);
    await server.stop();
    writeFileSync(join(cwd, "beside.txt"), "");
    expect(pgs(["data", "erase", "--tenant-data", "--yes"], { cwd }).code).toBe(0);
    expect(existsSync(join(cwd, "beside.txt"))).toBe(true);
  });
});
