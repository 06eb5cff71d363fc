import { describe, expect, test } from "vitest";
import { diagnose } from "./diagnose.ts";

const rule = {
  code: "PGS2003",
  severity: "error",
  message: "step `{step}` uses `{ref}`, which nothing declares",
  at: "no artifact has this name",
  help: "did you mean `{near}`?",
} as const;
const at = { file: "a.yaml", start: 0, end: 1 };

describe("diagnose", () => {
  test("cuts what a source makes longer than anybody reads, and no character in half", () => {
    const { message } = diagnose(rule, { step: "s", ref: `${"x".repeat(498)}${"\u{1f600}".repeat(500_000)}` }, { at });
    expect(message).toBe(`step \`s\` uses \`${"x".repeat(498)}…\`, which nothing declares`);
  });

  test("fills the words in", () => {
    expect(diagnose(rule, { step: "sign", ref: "CT_X", near: "CT_Y" }, { at })).toEqual({
      code: "PGS2003",
      severity: "error",
      message: "step `sign` uses `CT_X`, which nothing declares",
      at: { span: at, text: "no artifact has this name" },
      related: [],
      help: "did you mean `CT_Y`?",
    });
  });

  test("says otherwise what the first help cannot say, and else what the fix does", () => {
    const params = { step: "sign", ref: "CT_X", near: undefined };
    const fix = { title: "write `CT_Y`", edits: [] };
    expect(diagnose({ ...rule, otherwise: "declare `{ref}`" }, params, { at, fix }).help).toBe("declare `CT_X`");
    expect(diagnose(rule, params, { at, fix }).help).toBe("write `CT_Y`");
  });

  test("leaves a help out whose parameter is absent", () => {
    expect(diagnose(rule, { step: "sign", ref: "CT_X", near: undefined }, { at })).not.toHaveProperty("help");
  });

  test("never fills in what a parameter holds", () => {
    expect(diagnose(rule, { step: "{ref}", ref: "CT_X" }, { at }).message).toBe(
      "step `{ref}` uses `CT_X`, which nothing declares",
    );
  });
});
