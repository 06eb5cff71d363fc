import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Composition } from "./composition.ts";
import { main } from "./main.ts";

interface Heard {
  readonly composition: Composition;
  readonly out: () => string;
  readonly err: () => string;
}

/** A composition that hears what is said; what a test does not give is an outside that is broken. */
function hear(parts: Partial<Composition>): Heard {
  const said = { out: "", err: "" };
  const currentFolder = mkdtempSync(join(tmpdir(), "pgs-main-"));
  onTestFinished(() => rmSync(currentFolder, { recursive: true }));
  const broken = (): never => {
    throw new Error("the clock fell\nfrom the wall");
  };
  const composition: Composition = {
    terminal: {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      readInput: () => new Uint8Array(),
      inputChunks: () => [],
      currentFolder,
      environment: {},
      outIsTerminal: false,
      errIsTerminal: false,
    },
    clock: { now: broken },
    entropy: { bytes: broken },
    openLedger: broken,
    openVault: broken,
    loadUpkeep: broken,
    loadHost: broken,
    platformRoot: currentFolder,
    untilStopped: () => Promise.resolve(),
    ...parts,
  };
  return { composition, out: () => said.out, err: () => said.err };
}

describe("the command", () => {
  test("a fault of ours is one line, a report without payloads, and exit 70", async () => {
    const { composition, out, err } = hear({});
    const argv = ["run", "--wf", "WF_X_V0", "--payload", '{"secret": "s3cret"}'];
    expect(await main(argv, composition)).toBe(70);
    expect(out()).toBe("");
    const [line = "", help = "", ...more] = err().split("\n");
    expect(line).toBe("pgs: internal fault: the clock fell");
    expect(help).toMatch(/^ {2}this is our bug, not yours; please send us the report \S+report\.txt$/);
    expect(more).toEqual([""]);
    const file = help.split(" ").at(-1) ?? "";
    const report = readFileSync(file, "utf8");
    rmSync(join(file, ".."), { recursive: true });
    expect(report).toContain("pgs run --wf WF_X_V0 --payload …");
    expect(report).toContain("from the wall");
    expect(report).not.toContain("s3cret");
  });

  test("what the system refuses is no fault of ours", async () => {
    const refusal = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    const { composition, err } = hear({ loadHost: () => Promise.reject(refusal) });
    expect(await main(["run", "--wf", "WF_X_V0", "--payload", "{}"], composition)).toBe(2);
    expect(err()).toBe("pgs: the system refuses: ENOSPC: no space left on device\n");
  });

  test.each([
    ["SQLITE_CORRUPT_INDEX", "the ledger's file is damaged", 4],
    ["SQLITE_IOERR_WRITE", "the disk failed", 2],
    ["SQLITE_BUSY", "the ledger is busy", 2],
  ])("nor is what the database refuses: %s", async (code, message, exit) => {
    const refusal = Object.assign(new Error(message), { code });
    const { composition, err } = hear({ loadHost: () => Promise.reject(refusal) });
    expect(await main(["run", "--wf", "WF_X_V0", "--payload", "{}"], composition)).toBe(exit);
    expect(err()).toBe(`pgs: ${message}\n`);
  });

  test("help goes to standard output", async () => {
    const { composition, out, err } = hear({});
    expect(await main(["run", "--help"], composition)).toBe(0);
    expect(out()).toContain("Usage: pgs run [options]");
    expect(err()).toBe("");
  });
});
