import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import { findBreak } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { type Answer, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

const script = fileURLToPath(new URL("interrupted-pgs.mjs", import.meta.url));
const seeds = fileURLToPath(new URL("../seeds", import.meta.url));
const scratch = temporaryFolder(afterAll);

const runKeyed = (workflow: string, key: string, seed: string): readonly string[] =>
  `run --wf ${workflow} --key ${key} --json --payload`.split(" ").concat(join(seeds, seed));
const register = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const govern = "ai_governance::WF_GOVERN_AGENT_ACTION_V0";

/** What the demo does. */
const commands: readonly (readonly string[])[] = [
  ["data", "load", "LICENSE_FACTS", join(seeds, "license_facts.json"), "--json"],
  runKeyed(register, "first", "register_actor_unverified_payload.json"),
  runKeyed(register, "second", "register_actor_unverified_payload.json"),
  runKeyed(govern, "third", "agent_action_unauthorized_tool.json"),
];

function command(cwd: string, args: readonly string[], interruptAt: number): Answer {
  return pgs(args, { cwd, script, env: { INTERRUPT_AT: String(interruptAt) } });
}

/**
 * Everything that lasts: the files that people read, by path, and what the ledger holds. A key is made at random, and a
 * value that is sealed twice is two tokens.
 */
function lasting(cwd: string): Readonly<Record<string, unknown>> {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("pgs."))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("/snapshots/") && !file.includes("/keys/"))
    .sort();
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(cwd, "data", "pgs.db") });
  const { read } = ledger;
  const journal = read.journalAfter(0, 1000);
  const held = {
    isUnbroken: findBreak(journal) === undefined,
    stores: read.stores().map(({ id }) => [id, read.records(id), read.eventsAfter(id, 0, 1000)]),
    runs: read.runs(1000),
    // Facts that are loaded twice are journaled twice.
    journal: journal.filter(({ kind }) => kind === "segment").map(({ run, body }) => [run, body]),
  };
  ledger.close();
  return {
    ...Object.fromEntries(files.map((file) => [file.slice(cwd.length + 1), readFileSync(file).toString("base64")])),
    ...(JSON.parse(JSON.stringify(held).replaceAll(token, "$1sealed$1:$1…$1")) as typeof held),
  };
}

const token = /(\\?")\$sealed\\?":\\?"[\w.-]+\\?"/g;

/** The uninterrupted course: a folder as it is before each command and after the last, and what each answered. */
const course: { readonly folders: string[]; readonly answers: Answer[] } = { folders: [], answers: [] };

function walkCourse(): void {
  const start = join(scratch, "before-0");
  mkdirSync(start);
  writeFileSync(join(start, "pgs.config.yaml"), `snapshot: ${JSON.stringify(sealedDomains)}\n`);
  course.folders.push(start);
  commands.forEach((args, index) => {
    const folder = join(scratch, `before-${index + 1}`);
    cpSync(course.folders[index] ?? start, folder, { recursive: true });
    course.answers.push(command(folder, args, 0));
    course.folders.push(folder);
  });
}
walkCourse();

describe("the command, killed at any point at which something lasting happens", () => {
  test("it went through when nobody killed it", () => {
    expect(course.answers.map(({ code }) => code)).toEqual([0, 0, 0, 3]);
    const end = lasting(course.folders.at(-1) ?? "");
    expect(end).toMatchObject({ isUnbroken: true });
    expect(end).toHaveProperty(["data/registry/ACTOR.json"]);
  });

  test.each(commands.map((args, index) => [args.slice(0, 3).join(" "), index] as const))(
    "`%s` (command %i): resume and the same command again give the stores and the traces of an uninterrupted one",
    async (_, index) => {
      const whole = course.answers[index];
      const points = Number(whole?.err.trimEnd().split("\n").at(-1));
      const expected = lasting(course.folders[index + 1] ?? "");
      expect(points).toBeGreaterThan(2);
      for (let at = 1; at <= points; at += 1) {
        const cwd = join(scratch, `killed-${index}-${at}`);
        cpSync(course.folders[index] ?? "", cwd, { recursive: true });
        expect(command(cwd, commands[index] ?? [], at)).toMatchObject({ signal: "SIGKILL" });
        // Who comes after the killed process need not be one.
        expect(await fixedPgs(["resume"], { cwd })).toMatchObject({ code: 0 });
        const again = await fixedPgs(commands[index] ?? [], { cwd });
        expect([at, again.code, digestOf(again)]).toEqual([at, whole?.code, digestOf(whole)]);
        expect({ at, ...lasting(cwd) }).toEqual({ at, ...expected });
      }
    },
    300_000,
  );

  test("no killed command leaves a file that nobody asked for", () => {
    const names = readdirSync(scratch, { recursive: true, encoding: "utf8" });
    expect(names.filter((name) => /killed-.*(tmp|temp|\.new)/.test(name))).toEqual([]);
    expect(existsSync(join(scratch, "before-4", "traces"))).toBe(true);
  });
});

function digestOf(answer: Pick<FixedAnswer, "out"> | undefined): unknown {
  return answer === undefined ? undefined : (JSON.parse(answer.out) as { trace_digest?: unknown }).trace_digest;
}
