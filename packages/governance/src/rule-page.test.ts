import { describe, expect, test } from "vitest";
import { printRules } from "../generate/print-rules.mjs";
import { orderRulePages, parseRulePage } from "../generate/rule-page.mjs";

const front = {
  code: "PGS2003",
  name: "reference-exists",
  phase: "bind",
  severity: "error",
  message: "step `{step}` uses `{ref}`, which nothing declares",
  at: "no artifact has this name",
  help: "did you mean `{near}`?",
};
const sample = "```yaml file=CT_A_V0.yaml\nartifact: CT_A_V0\n```\n";
const body = `A name that nothing declares cannot run.\n\n## Bad\n\n${sample}\n## Good\n\n${sample}`;

function page(changes: Record<string, string>, text: string = body): string {
  const lines = Object.entries({ ...front, ...changes }).map(([key, value]) => `${key}: ${value}`);
  return `---\n${lines.join("\n")}\n---\n\n${text}`;
}

describe("a rule page", () => {
  test("is read whole", () => {
    expect(parseRulePage("reference-exists.md", page({}))).toEqual({
      ...front,
      invariant: "",
      otherwise: "",
      boundary: "",
      why: "A name that nothing declares cannot run.",
      bad: { text: sample.trim(), files: [{ file: "protocol/CT_A_V0.yaml", text: "artifact: CT_A_V0\n" }] },
      good: { text: sample.trim(), files: [{ file: "protocol/CT_A_V0.yaml", text: "artifact: CT_A_V0\n" }] },
    });
  });

  test("may quote a value", () => {
    expect(parseRulePage("reference-exists.md", page({ at: '"here: \\"it\\""' })).at).toBe('here: "it"');
  });

  test("is refused with an unknown key", () => {
    expect(() => parseRulePage("reference-exists.md", page({ hint: "x" }))).toThrow(
      "rules/reference-exists.md: `hint` is not a key of a rule page",
    );
  });

  test("is refused when its file has another name", () => {
    expect(() => parseRulePage("reference-missing.md", page({}))).toThrow(
      "rules/reference-missing.md: the page is named `reference-exists`, its file is not",
    );
  });

  test("is refused without a good sample", () => {
    expect(() => parseRulePage("reference-exists.md", page({}, `Why.\n\n## Bad\n\n${sample}`))).toThrow(
      "rules/reference-exists.md: `## Good` is missing",
    );
  });

  test("is refused when a sample is no whole file", () => {
    const text = body.replace(" file=CT_A_V0.yaml", "");
    expect(() => parseRulePage("reference-exists.md", page({}, text))).toThrow(
      "rules/reference-exists.md: `## Bad` holds no ```yaml file=… block",
    );
  });

  test("is refused when it does not say why", () => {
    expect(() => parseRulePage("reference-exists.md", page({}, body.slice(body.indexOf("## Bad"))))).toThrow(
      "rules/reference-exists.md: the page does not say why",
    );
  });

  test("shares its code with no other page", () => {
    const one = parseRulePage("reference-exists.md", page({}));
    const other = parseRulePage("other.md", page({ name: "other" }));
    expect(() => orderRulePages([one, other])).toThrow(
      "rules/other.md: PGS2003 is the code of rules/reference-exists.md already",
    );
  });
});

describe("the generated factories", () => {
  test("require what the message names, and let help be absent", () => {
    expect(printRules([parseRulePage("reference-exists.md", page({}))])).toContain(
      "referenceExists: (params: { readonly step: string; readonly ref: string; readonly near?: string | undefined }, place: Place)",
    );
  });
});
