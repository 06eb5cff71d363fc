import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeAtOnce } from "./write-at-once.ts";

/** A pipe that has a name. */
function makePipe(): string {
  const folder = mkdtempSync(join(tmpdir(), "pgs-pipe-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  return pipe;
}

const { O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;

describe("writing at once", () => {
  test("waits for a slow reader of a descriptor that does not block", async () => {
    const pipe = makePipe();
    // More than a pipe holds, and no sign of one byte.
    const text = "ää".repeat(200_000);
    const descriptor = openSync(pipe, O_RDWR | O_NONBLOCK);
    const words = ["-c", 'sleep 0.1; head -c "$1" "$0" > "$0.read"', pipe, String(Buffer.byteLength(text))];
    const reader = spawn("sh", words, { stdio: "ignore" });
    writeAtOnce(descriptor, text);
    await once(reader, "exit");
    closeSync(descriptor);
    expect(readFileSync(`${pipe}.read`, "utf8")).toBe(text);
  });

  test("drops what a reader that closed its end does not want", () => {
    const pipe = makePipe();
    const reader = openSync(pipe, O_RDONLY | O_NONBLOCK);
    const descriptor = openSync(pipe, O_WRONLY);
    closeSync(reader);
    expect(() => writeAtOnce(descriptor, "nobody hears this")).not.toThrow();
    closeSync(descriptor);
  });

  test("throws where nothing can be written", () => {
    const pipe = makePipe();
    const descriptor = openSync(pipe, O_RDONLY | O_NONBLOCK);
    expect(() => writeAtOnce(descriptor, "a")).toThrow("EBADF");
    closeSync(descriptor);
  });
});
