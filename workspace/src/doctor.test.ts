import { generateKeyPairSync } from "node:crypto";
import {
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { payProtocol } from "./pay-protocol.ts";
import { jsonOf, pgs } from "./pgs-command.ts";
import { payHome, sealedPay, sealPay } from "./sealed-pay.ts";
import { run, temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

interface Told {
  readonly well: boolean;
  readonly checks: readonly { check: string; seen: string; findings: readonly { problem: string; help: string }[] }[];
}

/** A workspace in which a run waits until January 2026, an hour after it was asked. */
function waiting(seconds = 3600): string {
  const cwd = temporaryWorkspace(sealedPay);
  const payload = { amount: 5, clerk: "clerk", seconds };
  const args = ["--actor", '{"id":"clerk"}', "--trace", "none", "--now", "2025-12-31T23:30:00.000Z"];
  expect(run({ cwd, workflow: "pay::WF_PAY_V0", payload, args }).code).toBe(5);
  return cwd;
}

async function ailments(cwd: string, parts = {}): Promise<readonly (readonly [string, string, string])[]> {
  const answer = await fixedPgs(["doctor", "--json"], { cwd, parts });
  const told = JSON.parse(answer.out) as Told;
  expect(answer.code).toBe(told.well ? 0 : 1);
  return told.checks.flatMap(({ check, findings }) =>
    findings.map(({ problem, help }) => [check, problem, help] as const),
  );
}

describe("pgs doctor", () => {
  test("finds nothing where all is well, and changes no byte", async () => {
    const cwd = waiting();
    const before = bytesOf(cwd);
    expect(await ailments(cwd)).toEqual([]);
    expect(bytesOf(cwd)).toEqual(before);
    const told = (await fixedPgs(["doctor"], { cwd })).out.replace(/[\d.]+ GiB/, "… GiB").replace(/v\d\S+/, "v…");
    expect(told.replace(/program [0-9a-f]{16}/, "program …").replace(/\S*snapshot,/, "…/snapshot,")).toBe(
      `✓ node       v…
✓ config     pgs.config.yaml
✓ snapshot   …/snapshot, program …
✓ key        data/keys/default.key, pinned
✓ store      data/pgs.db, format 3, 1 row of journal
✓ waiting    1 run
✓ disk       … GiB free
✓ clock      2026-01-01T00:00:00.000Z
`,
    );
    expect(await ailments(temporaryWorkspace(sealedPay))).toEqual([]);
  });

  test("tells of an approval that has to be signed by somebody of whom there is no key", async () => {
    const folder = temporaryFolder(onTestFinished);
    const protocol = payProtocol("Pay?");
    const path = "pay/protocol/WF_PAY_V0.yaml";
    const signing = sealPay(folder, {
      ...protocol,
      [path]: (protocol[path] ?? "").replace("$.payload.signed", "true"),
    });
    const cwd = temporaryWorkspace(signing);
    const keyless = [
      "snapshot",
      "pay::WF_PAY_V0 at ASK waits for a decision that `pay::AC_CHIEF_V0` signed, and nobody has the key",
      "list a key of theirs under `approvers` in pgs.config.yaml",
    ];
    expect(await ailments(cwd)).toEqual([keyless]);
    const public_key = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" });
    const chief = { public_key: public_key.toString("base64"), actor: "pay::AC_CHIEF_V0" };
    const list = (approver: object): void =>
      writeFileSync(join(cwd, "pgs.config.yaml"), `snapshot: ${signing}\napprovers: [${JSON.stringify(approver)}]\n`);
    list(chief);
    expect(await ailments(cwd)).toEqual([]);
    list({ ...chief, until: "2026-01-01T00:00:00Z" });
    expect(await ailments(cwd)).toEqual([keyless]);
  });

  test("tells what is wrong with a configuration, a snapshot and sources, and how it is mended", async () => {
    const cwd = temporaryWorkspace(sealedPay);
    writeFileSync(join(cwd, "pgs.config.yaml"), "snapshots: here\n");
    expect(await ailments(cwd)).toEqual([
      ["config", expect.stringContaining("snapshots"), expect.stringContaining("snapshot")],
    ]);
    writeFileSync(join(cwd, "pgs.config.yaml"), "snapshot: nowhere\n");
    expect(await ailments(cwd)).toEqual([["snapshot", "there is no snapshot at nowhere", "`pgs compile` seals one"]]);
    writeFileSync(join(cwd, "pgs.config.yaml"), "snapshot: mine\nroots:\n  - pay\n");
    cpSync(sealedPay, join(cwd, "mine"), { recursive: true });
    cpSync(join(payHome, "pay"), join(cwd, "pay"), { recursive: true });
    const [sealed, later] = [new Date(Date.now() + 30_000), new Date(Date.now() + 60_000)];
    utimesSync(join(cwd, "mine/seal.json"), sealed, sealed);
    utimesSync(join(cwd, "pay/protocol/WF_PAY_V0.yaml"), later, later);
    expect(await ailments(cwd)).toEqual([
      ["snapshot", "pay/protocol/WF_PAY_V0.yaml is newer than it", "`pgs compile` seals one"],
    ]);
    writeFileSync(join(cwd, "mine/vocabulary.json"), "{}");
    expect(await ailments(cwd)).toEqual([
      ["snapshot", expect.stringMatching(/^PGS60\d\d: /), "`pgs compile` seals one"],
    ]);
  });

  test("tells of a key that is open to others, another one, or gone", async () => {
    const cwd = waiting();
    const key = join(cwd, "data/keys/default.key");
    chmodSync(key, 0o644);
    expect(await ailments(cwd)).toEqual([
      ["key", "others may read data/keys/default.key", "`chmod 600 data/keys/default.key` keeps it to its owner"],
    ]);
    chmodSync(key, 0o600);
    writeFileSync(key, Buffer.alloc(32, 1));
    expect(await ailments(cwd)).toMatchObject([
      ["key", expect.stringContaining("is not the key that the data was made with"), expect.any(String)],
    ]);
    rmSync(key);
    expect(await ailments(cwd)).toMatchObject([["key", expect.stringContaining("is not there"), expect.any(String)]]);
  });

  test("tells of a store that is cut, without opening it", async () => {
    const cwd = waiting();
    const file = join(cwd, "data/pgs.db");
    truncateSync(file, statSync(file).size - 4096);
    const found = await ailments(cwd);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(([check]) => check))).toEqual(new Set(["store"]));
    expect(found[0]?.[2]).toContain("`pgs data restore`");
  });

  test("tells of a store that an older version made, and leaves it so", async () => {
    const cwd = waiting();
    const file = join(cwd, "data/pgs.db");
    // Where SQLite keeps the number of the format.
    const bytes = readFileSync(file);
    bytes.writeUInt32BE(2, 60);
    writeFileSync(file, bytes);
    const older = [
      "store",
      "an older version made it; whatever opens it brings it to format 3, in place",
      "copy the data root to be able to go back, then `pgs runs` brings it up to date",
    ];
    expect(await ailments(cwd)).toEqual([older]);
    expect(readFileSync(file).readUInt32BE(60)).toBe(2);
  });

  test("tells of what could go on, and of a clock that went back", async () => {
    const cwd = waiting(60);
    expect(await ailments(cwd)).toEqual([
      [
        "waiting",
        "1 run could go on: its time has come, or a process was lost",
        "`pgs resume` goes on with them; a server does so by itself",
      ],
    ]);
    const clock = { now: () => "2020-01-01T00:00:00.000Z" };
    expect(await ailments(cwd, { clock })).toMatchObject([
      ["clock", expect.stringContaining("2025-12-31T23:30:00.000Z"), expect.any(String)],
    ]);
  });

  test("measures the disk only when it is asked", () => {
    const cwd = waiting();
    const { checks } = jsonOf<Told>(pgs(["doctor", "--probe", "--json"], { cwd }));
    expect(checks.at(-1)).toMatchObject({
      check: "flush",
      seen: expect.stringContaining(" ms for what is to survive"),
    });
  });
});

function bytesOf(cwd: string): readonly (readonly [string, string])[] {
  return (
    readdirSync(cwd, { recursive: true, withFileTypes: true })
      // What a database keeps beside its file while it is open holds nothing when it is closed.
      .filter((entry) => entry.isFile() && !/-(?:wal|shm)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file).toString("base64")] as const)
  );
}
