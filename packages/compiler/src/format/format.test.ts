import { describe, expect, test } from "vitest";
import { formatSource } from "./format.ts";

function format(text: string): string | undefined {
  return formatSource({ path: "x.yaml", text }).text;
}

const long = "a word ".repeat(20).trimEnd();

describe("formatSource", () => {
  test("puts the keys of a schema in its order, and leaves in theirs the names that the author gave", () => {
    expect(
      format(`# yaml-language-server: $schema=wf.schema.json
nodes:
  Z_NODE: {next: {SUCCESS: A_NODE}, inputs: {z: 1, a: 2}, contract: CC_X_V0}
  A_NODE: {outputs: {b: $.results.Z_NODE.b}, exit: completed}
summary: What it does.
artifact: hello::WF_HELLO_V0
`),
    ).toBe(`# yaml-language-server: $schema=wf.schema.json
artifact: hello::WF_HELLO_V0
summary: What it does.
nodes:
  Z_NODE: { contract: CC_X_V0, inputs: { z: 1, a: 2 }, next: { SUCCESS: A_NODE } }
  A_NODE: { exit: completed, outputs: { b: $.results.Z_NODE.b } }
`);
  });

  test("keeps comments where they belong, quotes, and one blank line", () => {
    expect(
      format(`artifact:   hello::AC_GUEST_V0 # who


# about what kind
type:  'person'
attributes:   # what is known
    # the first
    name:   {type: string}   # as written
    # behind the last
# at the end
`),
    ).toBe(`artifact: hello::AC_GUEST_V0 # who

# about what kind
type: 'person'
attributes: # what is known
  # the first
  name: { type: string } # as written
  # behind the last
# at the end
`);
  });

  test("writes on one line what was in brackets and fits, and below what does not", () => {
    expect(
      format(`artifact: hello::AC_GUEST_V0
attributes:
  short: {
    type: string,
    optional: true
  }
  long: {type: string, description: ${JSON.stringify(long)}}
  told: { type: string, # because
    optional: true }
  none: {   }
`),
    ).toBe(`artifact: hello::AC_GUEST_V0
attributes:
  short: { type: string, optional: true }
  long:
    type: string
    description: ${JSON.stringify(long)}
  told:
    type: string # because
    optional: true
  none: {}
`);
  });

  test("fills long texts, and leaves lines that fit as the author broke them", () => {
    const words = `${long} ${long}`;
    expect(format(`artifact: hello::AC_GUEST_V0\nsummary: ${words}\nnotes: >-\n    short\n    lines\n`)).toBe(
      `artifact: hello::AC_GUEST_V0
summary: >-
  ${words.slice(0, 118)}
  ${words.slice(119, 237)}
  ${words.slice(238)}
notes: >-
  short
  lines
`,
    );
  });

  test("keeps texts of several lines", () => {
    const text = "artifact: hello::AC_GUEST_V0\nnotes: |\n  one\n    two\n\n  three\n";
    expect(format(text)).toBe(text);
  });

  test("ends lines in one way", () => {
    expect(format("artifact: hello::AC_GUEST_V0\r\n# why\r\ntype: person # who\r\nnotes: >-\r\n  a\r\n  b\r\n")).toBe(
      "artifact: hello::AC_GUEST_V0\nnotes: >-\n  a\n  b\n# why\ntype: person # who\n",
    );
  });

  test("writes lists two columns in", () => {
    expect(
      format("artifact: hello::CC_X_V0\npipeline:\n- transform: CT_X_V0\n  step: one\n-\n  # why\n  step: two\n"),
    ).toBe("artifact: hello::CC_X_V0\npipeline:\n  - step: one\n    transform: CT_X_V0\n  # why\n  - step: two\n");
  });

  test("says what keeps a text from being read, and gives none", () => {
    const { text, diagnostics } = formatSource({ path: "x.yaml", text: "a: {\n" });
    expect(text).toBe(undefined);
    expect(diagnostics.map(({ code }) => code)).toEqual(["PGS1010"]);
  });
});
