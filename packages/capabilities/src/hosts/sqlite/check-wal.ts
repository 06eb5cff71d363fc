import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * Looks for commits that a write-ahead log has lost, which SQLite takes for a log that ends earlier. Undefined: nothing
 * can be said against it. A last commit that is damaged is found only while the index beside the log still tells of it.
 */
export function checkWal(path: string): string | undefined {
  // Another process may just have begun the log anew, so that half of what was read is of the one before.
  return lookAt(path) && lookAt(path) && lookAt(path);
}

/** Throws before a file is opened whose write-ahead log has lost commits: opening would delete what is left of them. */
export function refuseDamagedWal(path: string): void {
  const found = checkWal(path);
  if (found === undefined) return;
  throw new Error(`${path} was not opened: ${found}; keep the file and those beside it, and bring back a backup`);
}

/** A write-ahead log that is read in parts: it may be as large as the ledger. */
interface Log {
  readonly bytes: number;
  readonly header: Buffer;
  /** What stands there, which is less at the end. */
  at(position: number, length: number): Buffer;
}

function lookAt(path: string): string | undefined {
  // First the index: until the log is read, it only grows.
  const index = existsSync(`${path}-shm`) ? readFileSync(`${path}-shm`) : none;
  const file = existsSync(`${path}-wal`) ? openSync(`${path}-wal`, "r") : undefined;
  if (file === undefined) return judge(index, { bytes: 0, header: none, at: () => none });
  try {
    const at = (position: number, length: number): Buffer => {
      const part = Buffer.alloc(length);
      return part.subarray(0, readSync(file, part, 0, length, position));
    };
    return judge(index, { bytes: fstatSync(file).size, header: at(0, headerBytes), at });
  } finally {
    closeSync(file);
  }
}

const none = Buffer.alloc(0);

function judge(index: Buffer, log: Log): string | undefined {
  const told = committedBy(index, log);
  if (!hasHeader(log)) return "the beginning of the write-ahead log is damaged";
  const { frames, firstBad, certain } = readFrames(log);
  if (told > frames) return `the write-ahead log ends after ${frames} frames, and ${told} were committed`;
  const committed = Math.max(told, certain);
  if (firstBad === undefined || firstBad > committed) return undefined;
  return `frame ${firstBad} of the write-ahead log is damaged, and ${committed} were committed`;
}

/** How many frames were committed, as the index of the log says; 0: it does not speak of this log. */
function committedBy(index: Buffer, { header }: Log): number {
  if (index.length < 100 || !index.subarray(0, 48).equals(index.subarray(48, 96)) || index[12] !== 1) return 0;
  const frames = index.readUInt32LE(16);
  const checkpointed = index.readUInt32LE(96);
  if (header.length < headerBytes) return frames > checkpointed ? frames : 0;
  return index.subarray(32, 40).equals(header.subarray(16, 24)) ? frames : 0;
}

/** A log without a frame may be one that is just begun. */
function hasHeader({ bytes, header }: Log): boolean {
  if (bytes <= headerBytes + frameHeaderBytes) return true;
  const [one, two] = headerSum(header);
  return one === header.readUInt32BE(24) && two === header.readUInt32BE(28);
}

function headerSum(header: Buffer): Sum {
  return sumOf(header.subarray(0, 24), [0, 0], isLittle(header));
}

/** The number that the log begins with says how its words are to be read. */
function isLittle(header: Buffer): boolean {
  return header.readUInt32BE(0) % 2 === 0;
}

interface ReadFrames {
  readonly frames: number;
  /** Counts from 1. */
  readonly firstBad: number | undefined;
  /** Up to here everything was committed: a commit is on the disk before another begins. */
  readonly certain: number;
}

/** Frames of an earlier log, which this one has not written over yet, have other salts and end it. */
function readFrames({ bytes, header, at }: Log): ReadFrames {
  if (bytes < headerBytes) return { frames: 0, firstBad: undefined, certain: 0 };
  const size = frameHeaderBytes + header.readUInt32BE(8);
  const frames = Math.floor((bytes - headerBytes) / size);
  const isLittleEndian = isLittle(header);
  let sum = headerSum(header);
  let firstBad: number | undefined;
  let commit = 0;
  let certain = 0;
  for (let first = 1; first <= frames; first += together) {
    const part = at(headerBytes + (first - 1) * size, together * size);
    for (let offset = 0; offset + size <= part.length; offset += size) {
      const one = part.subarray(offset, offset + size);
      if (!one.subarray(8, 16).equals(header.subarray(16, 24))) return { frames, firstBad, certain };
      const frame = first + offset / size;
      certain = commit;
      if (one.readUInt32BE(4) !== 0) commit = frame;
      if (firstBad !== undefined) continue;
      sum = sumOf(one.subarray(frameHeaderBytes), sumOf(one.subarray(0, 8), sum, isLittleEndian), isLittleEndian);
      if (sum[0] !== one.readUInt32BE(16) || sum[1] !== one.readUInt32BE(20)) firstBad = frame;
    }
  }
  return { frames, firstBad, certain };
}

/** How many frames are read at once. */
const together = 64;

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
