import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { openDriver } from "./driver.ts";

/** What can be known of whether a commit survives a loss of power. */
export interface Durability {
  /** What the file has, e.g. `wal`; empty: there is no file yet. */
  readonly journalMode: string;
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
 * Measures whether the place of a ledger's file keeps what it says it has: writes and deletes a small file beside it. Every
 * ledger that is opened has `synchronous` FULL, whatever the file says: it is no property of a file.
 */
export function probeDurability(path: string): Durability {
  const folder = dirname(path);
  const journalMode = existsSync(path) ? readJournalMode(path) : "";
  const type = statfsSync(folder).type;
  const fileSystem = fileSystems[type] ?? type.toString(16);
  const appendMs = timeAppends(folder);
  const findings = [
    ...(journalMode === "" || journalMode === "wal"
      ? []
      : [`the file is in journal mode ${journalMode}; opened to write it enters wal`]),
    ...(volatile.has(fileSystem) ? [`${fileSystem} is memory: everything is lost when the machine stops`] : []),
    ...(remote.has(fileSystem)
      ? [`${fileSystem} is a network's: processes of two machines on one ledger would damage it`]
      : []),
    ...(appendMs < believableMs && !volatile.has(fileSystem)
      ? [
          `an append was said to be on the disk after ${appendMs} ms, which no disk manages: something before it says so`,
        ]
      : []),
  ];
  return { journalMode, appendMs, fileSystem, findings, unknown: whatNobodyKnows };
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

function readJournalMode(path: string): string {
  const driver = openDriver(path, 1000);
  try {
    return String(driver.prepare("PRAGMA journal_mode").get()?.[0]);
  } finally {
    driver.close();
  }
}

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
