import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { openDriver } from "./driver.ts";
import { settings } from "./open-sqlite-ledger.ts";

/** What can be known of whether a commit survives a loss of power. */
export interface Durability {
  /** What the file has, e.g. `wal`; empty: there is no file yet. */
  readonly journalMode: string;
  /** What a connection says that was opened and asked for `full`, as a ledger's is; it is no property of a file. */
  readonly synchronous: string;
  /** The median of how long an append to a file in that folder took until the disk said that it has it. */
  readonly appendMs: number;
  /** E.g. `ext4`, or a number in hex digits. */
  readonly fileSystem: string;
  readonly findings: readonly string[];
  /** What no program can find out here. */
  readonly unknown: readonly string[];
}

/** Below this no disk has written anything, and few that keep what they have in memory by a battery. */
const believableMs = 0.02;
const appends = 21;

/**
 * Measures whether the place of a ledger's file keeps what it says it has: writes and deletes a small file beside it. Throws
 * where nothing can be written there.
 */
export function probeDurability(path: string): Durability {
  const folder = dirname(path);
  const modes = existsSync(path) ? readModes(path) : { journalMode: "", synchronous: "" };
  const type = statfsSync(folder).type;
  const fileSystem = fileSystems[type] ?? type.toString(16);
  const appendMs = timeAppends(folder);
  return {
    ...modes,
    appendMs,
    fileSystem,
    findings: judge({ ...modes, appendMs, fileSystem }),
    unknown: whatNobodyKnows,
  };
}

function judge(of: Pick<Durability, "journalMode" | "synchronous" | "appendMs" | "fileSystem">): readonly string[] {
  const { journalMode, synchronous, appendMs, fileSystem } = of;
  const findings: string[] = [];
  if (journalMode !== "" && journalMode !== "wal") {
    findings.push(`the file is in journal mode ${journalMode}; opened to write it enters wal`);
  }
  if (synchronous !== "" && synchronous !== "full")
    findings.push(`the database waits for the disk: ${synchronous}, not full`);
  if (volatile.has(fileSystem)) findings.push(`${fileSystem} is memory: everything is lost when the machine stops`);
  else if (appendMs < believableMs) {
    findings.push(`an append was on the disk after ${appendMs} ms, which no disk manages: something before it says so`);
  }
  if (remote.has(fileSystem)) {
    findings.push(`${fileSystem} is a network's: processes of two machines on one ledger would damage it`);
  }
  return findings;
}

const whatNobodyKnows = [
  "whether the disk keeps what it has acknowledged when the power goes: its own cache may answer for it",
  "whether a virtual machine's or a container's host passes a flush on to its disk",
];

/** By the number that the system gives. */
const fileSystems: Readonly<Record<number, string>> = {
  0x01021994: "tmpfs",
  0x858458f6: "ramfs",
  0xef53: "ext4",
  0x58465342: "xfs",
  0x9123683e: "btrfs",
  0x2fc12fc1: "zfs",
  0x794c7630: "overlayfs",
  0x6969: "nfs",
  0xff534d42: "cifs",
  0xfe534d42: "smb2",
  0x01021997: "9p",
  0x65735546: "fuse",
  0x1a: "apfs",
};
const volatile: ReadonlySet<string> = new Set(["tmpfs", "ramfs"]);
const remote: ReadonlySet<string> = new Set(["nfs", "cifs", "smb2", "9p"]);

function readModes(path: string): Pick<Durability, "journalMode" | "synchronous"> {
  const driver = openDriver(path, 1000);
  try {
    driver.exec(settings);
    const [journalMode, synchronous] = ["journal_mode", "synchronous"].map(
      (name) => driver.prepare(`PRAGMA ${name}`).get()?.[0],
    );
    return { journalMode: String(journalMode), synchronous: levels[Number(synchronous)] ?? "unknown" };
  } finally {
    driver.close();
  }
}

const levels = ["off", "normal", "full", "extra"];

function timeAppends(folder: string): number {
  const place = mkdtempSync(join(folder, ".pgs-probe-"));
  try {
    const file = openSync(join(place, "probe"), "a");
    try {
      const page = Buffer.alloc(4096);
      const times = Array.from({ length: appends }, () => {
        const began = performance.now();
        writeSync(file, page);
        fdatasyncSync(file);
        return performance.now() - began;
      });
      const median = times.sort((a, b) => a - b)[Math.floor(appends / 2)] ?? 0;
      return Math.round(median * 1000) / 1000;
    } finally {
      closeSync(file);
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
