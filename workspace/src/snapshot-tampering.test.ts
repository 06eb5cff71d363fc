import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Seal } from "@pgs/runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { type Answer, pgs } from "./pgs-command.ts";
import { sealAgain } from "./seal-again.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const files = readdirSync(sealedDomains, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(sealedDomains.length + 1))
  .sort();

/** The command as it is installed, or in this process. */
type Command = (
  args: readonly string[],
  at: { readonly cwd: string },
) => Pick<Answer, "code" | "out" | "err"> | Promise<FixedAnswer>;

/** Changes a copy of the snapshot and gives what `verify` and `run` answer. */
async function answersAfter(
  change: (snapshot: string) => void,
  command: Command = pgs,
): Promise<readonly (number | null)[]> {
  const snapshot = join(temporaryFolder(onTestFinished), "snapshot");
  cpSync(sealedDomains, snapshot, { recursive: true });
  change(snapshot);
  const cwd = temporaryWorkspace(snapshot);
  const payload = JSON.stringify({ actor_record: {} });
  const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
  const verified = await command(["verify"], { cwd });
  const ran = await command(["run", "--wf", workflow, "--payload", payload], { cwd });
  expect(ran.out).toBe("");
  expect(ran.err).not.toContain("    at ");
  expect(readdirSync(cwd)).toEqual(["pgs.config.yaml"]);
  return [verified.code, ran.code];
}

describe("a snapshot that is not as it was sealed", () => {
  test("it holds what a snapshot holds", () => {
    expect(files).toEqual(expect.arrayContaining(["seal.json", "program.json", "bindings.js", "validators.js"]));
  });

  test.each(files)("one byte changed in %s is refused before anything is evaluated", async (file) => {
    const answers = await answersAfter((snapshot) => {
      const bytes = readFileSync(join(snapshot, file));
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(join(snapshot, file), bytes);
    }, fixedPgs);
    expect(answers).toEqual([4, 4]);
  });

  test("code put into the bindings is refused and never runs", async () => {
    const answers = await answersAfter((snapshot) => {
      appendFileSync(join(snapshot, "bindings.js"), "\nthrow new Error('evaluated');\n");
    });
    expect(answers).toEqual([4, 4]);
  });

  test("a space added to the seal is refused", async () => {
    expect(await answersAfter((snapshot) => appendFileSync(join(snapshot, "seal.json"), " "))).toEqual([4, 4]);
  });

  test("a file more is refused", async () => {
    expect(await answersAfter((snapshot) => writeFileSync(join(snapshot, "more.json"), "{}"))).toEqual([4, 4]);
  });

  test("a folder more is refused", async () => {
    expect(
      await answersAfter((snapshot) =>
        cpSync(join(snapshot, "behavior_logic"), join(snapshot, "b"), { recursive: true }),
      ),
    ).toEqual([4, 4]);
  });

  test.each(files.filter((file) => file !== "seal.json"))("without %s it is refused", async (file) => {
    expect(await answersAfter((snapshot) => rmSync(join(snapshot, file)), fixedPgs)).toEqual([4, 4]);
  });

  test("without its seal it is refused", async () => {
    expect(await answersAfter((snapshot) => rmSync(join(snapshot, "seal.json")))).toEqual([4, 4]);
  });

  test("a link in place of a file is refused, even to the same bytes", async () => {
    const answers = await answersAfter((snapshot) => {
      const aside = join(snapshot, "..", "program.json");
      renameSync(join(snapshot, "program.json"), aside);
      symlinkSync(aside, join(snapshot, "program.json"));
    });
    expect(answers).toEqual([4, 4]);
  });
});

test("a snapshot that was sealed by another contract of a side effect is whole, and nothing is run by it", () => {
  const snapshot = join(temporaryFolder(onTestFinished), "snapshot");
  sealAgain({ from: sealedDomains, to: snapshot }, (folder) => {
    const { hosts } = JSON.parse(readFileSync(join(folder, "seal.json"), "utf8")) as Seal;
    return { hosts: hosts.map((host) => ({ ...host, contract_digest: "0".repeat(64) })) };
  });
  const cwd = temporaryWorkspace(snapshot);
  expect(pgs(["verify"], { cwd }).code).toBe(0);
  const ran = pgs(["run", "--wf", "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0", "--payload", "{}"], { cwd });
  expect(ran).toMatchObject({ code: 4, out: "" });
  expect(ran.err).toContain("error[PGS6061]: `capability_side_effects::CS_");
  expect(ran.err).toContain("--> snapshot/seal.json");
  expect(ran.err).toContain("= help: compile again");
  expect(readdirSync(cwd)).toEqual(["pgs.config.yaml"]);
});
