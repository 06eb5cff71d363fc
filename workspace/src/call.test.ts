import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs, pgsFile } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const ct = "capability_transforms::CT_PURE_GENERATE_ID_V0";
const inputs = { prefix: "A", data: { n: 1 } };
const answered = { outcome: "SUCCESS", outputs: { id: "A_2bfd14f43d17fc7c" } };

describe("pgs call", () => {
  test("answers what one sealed transform answers, and needs no data", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const args = ["call", "--ct", ct, "--inputs", JSON.stringify(inputs)];
    expect(jsonOf(pgs([...args, "--json"], { cwd }))).toEqual(answered);
    expect(pgs(args, { cwd })).toEqual({
      code: 0,
      signal: null,
      out: `${JSON.stringify(answered, null, 2)}\n`,
      err: "",
    });
    const short = ["call", "--ct", "CT_PURE_GENERATE_ID_V0", "--inputs", "-"];
    expect(jsonOf(pgs(short, { cwd, input: JSON.stringify(inputs) }))).toEqual(answered);
    writeFileSync(join(cwd, "inputs.json"), JSON.stringify(inputs));
    expect(jsonOf(pgs(["call", "--ct", ct, "--inputs", "inputs.json"], { cwd }))).toEqual(answered);
  });

  test.each([
    ["that do not fit", '{"prefix": 5, "data": {}}', "`/prefix` of the inputs must be a string, got number"],
    ["that nobody declares", '{"prefix": "A", "data": {}, "more": 1}', "`/more` of the inputs"],
    ["that are no object", "[]", "the inputs"],
    ["that are no JSON", '{"prefix": ', "line 1, column"],
    ["with a key twice", '{"prefix": "A", "prefix": "B", "data": {}}', "twice"],
  ])("refuses inputs %s, with the reason", (_, text, words) => {
    const answer = pgs(["call", "--ct", ct, "--inputs", "-"], { cwd: temporaryWorkspace(sealedDomains), input: text });
    expect(answer.code).toBe(3);
    expect(jsonOf(answer)).toEqual({ outcome: "VIOLATION", outputs: {}, reason: expect.stringContaining(words) });
  });

  test("wants a transform that is there, and the words of one kind of call", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const unknown = pgs(["call", "--ct", "CT_PURE_GENERATE_IDS_V0", "--inputs", "{}"], { cwd });
    expect(unknown).toMatchObject({ code: 2, out: "", err: expect.stringContaining("CT_PURE_GENERATE_ID_V0") });
    for (const words of [[], ["--ct", ct], ["--inputs", "{}"], ["--ct", ct, "--batch", "-"], ["--batch", "nowhere"]]) {
      expect(pgs(["call", ...words], { cwd })).toMatchObject({ code: 2, out: "" });
    }
  });
});

describe("pgs call --batch", () => {
  test("answers line by line, and a bad line has its own error", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const line = JSON.stringify({ ct, inputs });
    const lines = [
      line,
      "",
      "{",
      '{"ct": "CT_NO_V0", "inputs": {}}',
      '{"ct": 1}',
      `{"ct": "${ct}", "inputs": {}}`,
      line,
    ];
    writeFileSync(join(cwd, "calls.jsonl"), lines.join("\n"));
    const answer = pgs(["call", "--batch", "calls.jsonl"], { cwd });
    expect(answer).toMatchObject({ code: 3, err: "" });
    const answers = answer.out
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as unknown);
    expect(answers).toEqual([
      answered,
      { error: { line: 3, code: "PGS8001", message: expect.stringContaining("column") } },
      { error: { line: 4, message: "there is no transform `CT_NO_V0`", help: expect.any(String) } },
      { error: { line: 5, message: expect.stringContaining("`{ct, inputs}`") } },
      { outcome: "VIOLATION", outputs: {}, reason: expect.any(String) },
      answered,
    ]);
  });

  test("is done when all are SUCCESS, and answers nothing to nothing", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const input = `${JSON.stringify({ ct, inputs })}\n`.repeat(2000);
    const answer = pgs(["call", "--batch", "-"], { cwd, input });
    expect([answer.code, answer.out]).toEqual([0, `${JSON.stringify(answered)}\n`.repeat(2000)]);
    expect(pgs(["call", "--batch", "-"], { cwd })).toMatchObject({ code: 0, out: "" });
  });

  test("refuses a line that is too long, and reads the next", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    writeFileSync(
      join(cwd, "pgs.config.yaml"),
      `snapshot: ${JSON.stringify(sealedDomains)}\nlimits: {payload_bytes: 200}\n`,
    );
    const long = JSON.stringify({ ct, inputs: { ...inputs, prefix: "x".repeat(100_000) } });
    const answer = pgs(["call", "--batch", "-"], { cwd, input: `${long}\n${JSON.stringify({ ct, inputs })}\n` });
    const [first, second] = answer.out.split("\n");
    expect(first).toMatch(
      /^\{"error":\{"line":1,"code":"PGS8007","message":"the text is 100\d{3} bytes long and at most 200 are read"\}\}$/,
    );
    expect(second).toBe(JSON.stringify(answered));
  });

  test("answers each line before it wants the next", async () => {
    const child = spawn(process.execPath, [pgsFile, "call", "--batch", "-"], {
      cwd: temporaryWorkspace(sealedDomains),
    });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const n of [1, 2, 3]) {
      child.stdin.write(`${JSON.stringify({ ct, inputs: { prefix: "A", data: { n } } })}\n`);
      const { value } = await answers.next();
      expect(JSON.parse(value)).toMatchObject({ outcome: "SUCCESS" });
    }
    child.stdin.end();
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  });
});
