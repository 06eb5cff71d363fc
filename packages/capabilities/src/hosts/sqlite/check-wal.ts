import { existsSync, readFileSync } from "node:fs";

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * Looks for commits that a write-ahead log has lost, which SQLite takes for a log that ends earlier. Undefined: nothing
 * can be said against it. A last commit that is damaged is found only while the index beside the log still tells of it.
 */
export function checkWal(path: string): string | undefined {
  const found = lookAt(path);
  // Another process may just have begun the log anew, so that half of what was read is of the one before.
  return found === undefined ? undefined : lookAt(path);
}

/** Throws before a file is opened whose write-ahead log has lost commits: opening would delete what is left of them. */
export function refuseDamagedWal(path: string): void {
  const found = checkWal(path);
  if (found === undefined) return;
  throw new Error(`${path} was not opened: ${found}; keep the file and those beside it, and bring back a backup`);
}

function lookAt(path: string): string | undefined {
  // First the index: until the log is read, it only grows.
  const index = readIfThere(`${path}-shm`);
  const log = readIfThere(`${path}-wal`);
  const told = committedBy(index, log);
  if (!hasHeader(log)) return "the beginning of the write-ahead log is damaged";
  const { frames, firstBad, certain } = readFrames(log);
  if (told > frames) return `the write-ahead log ends after ${frames} frames, and ${told} were committed`;
  const committed = Math.max(told, certain);
  if (firstBad === undefined || firstBad > committed) return undefined;
  return `frame ${firstBad} of the write-ahead log is damaged, and ${committed} were committed`;
}

function readIfThere(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}

/** How many frames were committed, as the index of the log says; 0: it does not speak of this log. */
function committedBy(index: Buffer, log: Buffer): number {
  if (index.length < 100 || !index.subarray(0, 48).equals(index.subarray(48, 96)) || index[12] !== 1) return 0;
  const frames = index.readUInt32LE(16);
  const checkpointed = index.readUInt32LE(96);
  if (log.length < headerBytes) return frames > checkpointed ? frames : 0;
  return index.subarray(32, 40).equals(log.subarray(16, 24)) ? frames : 0;
}

/** A log without a frame may be one that is just begun. */
function hasHeader(log: Buffer): boolean {
  if (log.length <= headerBytes + frameHeaderBytes) return true;
  const [one, two] = headerSum(log);
  return one === log.readUInt32BE(24) && two === log.readUInt32BE(28);
}

function headerSum(log: Buffer): Sum {
  return sumOf(log.subarray(0, 24), [0, 0], isLittle(log));
}

/** The number that the log begins with says how its words are to be read. */
function isLittle(log: Buffer): boolean {
  return log.readUInt32BE(0) % 2 === 0;
}

interface ReadFrames {
  readonly frames: number;
  /** Counts from 1. */
  readonly firstBad: number | undefined;
  /** Up to here everything was committed: a commit is on the disk before another begins. */
  readonly certain: number;
}

/** Frames of an earlier log, which this one has not written over yet, have other salts and end it. */
function readFrames(log: Buffer): ReadFrames {
  if (log.length < headerBytes) return { frames: 0, firstBad: undefined, certain: 0 };
  const size = frameHeaderBytes + log.readUInt32BE(8);
  const isLittleEndian = isLittle(log);
  let sum = headerSum(log);
  let firstBad: number | undefined;
  let commit = 0;
  let certain = 0;
  const frames = Math.floor((log.length - headerBytes) / size);
  for (let frame = 1; frame <= frames; frame += 1) {
    const at = headerBytes + (frame - 1) * size;
    if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
    certain = commit;
    if (log.readUInt32BE(at + 4) !== 0) commit = frame;
    if (firstBad !== undefined) continue;
    sum = sumOf(log.subarray(at, at + 8), sum, isLittleEndian);
    sum = sumOf(log.subarray(at + frameHeaderBytes, at + size), sum, isLittleEndian);
    if (sum[0] !== log.readUInt32BE(at + 16) || sum[1] !== log.readUInt32BE(at + 20)) firstBad = frame;
  }
  return { frames, firstBad, certain };
}

type Sum = readonly [number, number];

/** The checksum of the format of the log: two sums, each of which goes into the other. */
function sumOf(bytes: Buffer, [first, second]: Sum, isLittleEndian: boolean): Sum {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let one = first;
  let two = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + words.getUint32(at, isLittleEndian) + two) >>> 0;
    two = (two + words.getUint32(at + 4, isLittleEndian) + one) >>> 0;
  }
  return [one, two];
}
