import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { composeProcess } from "../compose-process.ts";
import { main } from "../main.ts";

let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pgs-watch-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** Starts a verb on the folder. `heard` waits until a text was said since the last time, and forgets it. */
function start(words: readonly string[]) {
  let said = "";
  let stop = (): void => undefined;
  const hear = (text: string): void => {
    said += text;
  };
  const whole = composeProcess();
  const composition = {
    ...whole,
    terminal: { ...whole.terminal, out: hear, err: hear, currentFolder: folder, environment: {} },
    platformRoot: fileURLToPath(new URL("../../../capabilities", import.meta.url)),
    untilStopped: () =>
      new Promise<void>((resolve) => {
        stop = resolve;
      }),
  };
  const exit = main(words, composition);
  const heard = async (text: string): Promise<string> => {
    await vi.waitFor(() => expect(said).toContain(text), { timeout: 60_000, interval: 20 });
    await vi.waitFor(() => expect(said).toContain("waiting for a change"), { timeout: 60_000, interval: 20 });
    const before = said;
    said = "";
    return before;
  };
  return { exit, heard, stop: () => stop() };
}

const actor = "artifact: hello::AC_GUEST_V0\ntype: person\nattributes: {}\n";

const entity = "artifact: hello::ENTITY_GUEST_V0\nfields: { name: { type: string } }\n";

describe("watching sources", () => {
  test("finds what an edit breaks, mends, removes and adds, and ends when it is asked to", async () => {
    write("hello/protocol/people/AC_GUEST_V0.yaml", actor);
    const { exit, heard, stop } = start(["check", "hello", "--watch"]);
    expect(await heard("nothing found")).toMatch(/took \d+\.\d\d s; waiting for a change, Ctrl-C ends\n/);

    write("hello/protocol/people/AC_GUEST_V0.yaml", actor.replace("person", "persn"));
    expect(await heard("persn")).toContain("error[");

    write("hello/protocol/people/AC_GUEST_V0.yaml", `${actor}: [`);
    expect(await heard("is not YAML")).toContain("error[");

    rmSync(join(folder, "hello/protocol/people/AC_GUEST_V0.yaml"));
    await heard("nothing found");

    write("hello/protocol/places/AC_HOST_V0.yaml", actor);
    expect(await heard("AC_HOST_V0")).toContain("error[");

    write("hello/protocol/places/AC_HOST_V0.yaml", actor.replace("GUEST", "HOST"));
    await heard("nothing found");

    rmSync(join(folder, "hello/protocol"), { recursive: true });
    await heard("error[");

    stop();
    expect(await exit).toBe(130);
  }, 120_000);

  test("seals again after an edit", async () => {
    write("hello/protocol/AC_GUEST_V0.yaml", actor);
    const { exit, heard, stop } = start(["compile", "hello", "--out", "sealed", "--watch"]);
    const countOf = (text: string): number => Number(/(\d+) artifacts/.exec(text)?.[1]);
    const first = countOf(await heard("sealed"));
    write("hello/protocol/ENTITY_GUEST_V0.yaml", entity);
    expect(countOf(await heard("sealed"))).toBe(first + 1);
    stop();
    expect(await exit).toBe(130);
  }, 120_000);
});
