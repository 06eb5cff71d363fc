import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const seeds = fileURLToPath(new URL("../seeds", import.meta.url));
const payload = join(seeds, "register_actor_unverified_payload.json");
const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const personal = Object.values(JSON.parse(readFileSync(payload, "utf8")).actor_record as Record<string, string>);

const register = (cwd: string, ...args: readonly string[]): Promise<FixedAnswer> =>
  fixedPgs(["run", "--wf", workflow, "--payload", payload, "--key", "k", ...args], { cwd });

const keyOf = (cwd: string, tenant = "default"): string => join(cwd, "data", "keys", `${tenant}.key`);

function expectRefused(answer: FixedAnswer, code: string): void {
  expect(answer).toMatchObject({ code: 4, out: "" });
  expect(answer.err).toContain(`${code}: `);
}

describe("the key of a tenant", () => {
  test("is made with the first run, for its owner alone, and each tenant has its own", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    expect((await register(cwd)).code).toBe(0);
    expect((await register(cwd, "--tenant", "acme")).code).toBe(0);
    const keys = ["default", "acme"].map((tenant) => keyOf(cwd, tenant));
    expect(keys.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    const [mine, theirs] = keys.map((file) => readFileSync(file).toString("hex"));
    expect(mine).not.toBe(theirs);
  });

  test("that others may read is warned of", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    expect((await register(cwd)).err).toBe("");
    chmodSync(keyOf(cwd), 0o644);
    const warned = await register(cwd);
    expect(warned.code).toBe(0);
    expect(warned.err).toContain("pgs: warning: others may read data/keys/default.key");
  });

  test("that is gone is never made anew: nothing runs and nothing is read", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const { run } = JSON.parse((await register(cwd, "--json")).out) as { readonly run: string };
    rmSync(keyOf(cwd));
    for (const words of [["replay", run], ["resume"], ["verify"]])
      expectRefused(await fixedPgs(words, { cwd }), "PGS7041");
    expectRefused(await register(cwd), "PGS7041");
    expect(existsSync(keyOf(cwd))).toBe(false);
    expect((await fixedPgs(["data", "show", "ACTOR_EVENTS"], { cwd })).code).toBe(0);
  });

  test("that is forged, cut or another tenant's is refused", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await register(cwd);
    await register(cwd, "--tenant", "acme");
    const right = readFileSync(keyOf(cwd));
    for (const forged of [Buffer.alloc(32), right.subarray(0, 31)]) {
      writeFileSync(keyOf(cwd), forged);
      expectRefused(await register(cwd), "PGS7042");
    }
    cpSync(keyOf(cwd, "acme"), keyOf(cwd));
    expectRefused(await register(cwd), "PGS7042");
    writeFileSync(keyOf(cwd), right);
    expect((await register(cwd)).code).toBe(0);
  });

  test("of a data root that was moved to another tenant is refused with it", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await register(cwd, "--tenant", "acme");
    cpSync(join(cwd, "data", "tenants", "acme"), join(cwd, "data", "tenants", "bolt"), { recursive: true });
    cpSync(keyOf(cwd, "acme"), keyOf(cwd, "bolt"));
    expectRefused(await register(cwd, "--tenant", "bolt"), "PGS7042");
  });
});

describe("two data roots with keys of their own", () => {
  test("tell the same run alike, by its digest and in every answer, and neither tells who it was", async () => {
    const [one, other] = [temporaryWorkspace(sealedDomains), temporaryWorkspace(sealedDomains)];
    const told = [await register(one, "--json"), await register(other, "--json")].map(({ out }) => out);
    expect(told[1]).toBe(told[0]);
    const { trace } = JSON.parse(told[0] ?? "") as { readonly trace: string };
    const traces = [one, other].map((cwd) => readFileSync(join(cwd, trace), "utf8"));
    expect(traces[1]).not.toBe(traces[0]);
    for (const text of [...told, ...traces]) for (const value of personal) expect(text).not.toContain(value);
    expect(readFileSync(keyOf(one)).equals(readFileSync(keyOf(other)))).toBe(false);
  });
});
