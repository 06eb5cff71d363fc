import { describe, expect, onTestFinished, test } from "vitest";
import { artifactsOfKind } from "../../5-lower/artifact.ts";
import { readAndBind } from "../../front.ts";
import { writeRoot } from "../../testing/write-root.ts";
import { contractTypesText } from "../contract-types/contract-types-text.ts";
import { checkImplementations } from "./check-implementations.ts";
import { findImplementations } from "./find-implementations.ts";

const declaration = `artifact: hello::CT_GREET_V0
summary: Greet somebody.
code: greet.ts#greet
inputs:
  name: { type: string, description: "Who is
    greeted */" }
  nick: { type: string, optional: true }
  tags: { type: array, items: { type: string, nullable: true } }
  mark: { type: string, enum: ["!", "."], default: "!" }
  rest: { type: object, open: true, properties: { a: { type: integer, optional: true } } }
outputs: { greeting: { type: string } }
outcomes: { SUCCESS: [greeting], VIOLATION: [] }
`;

function protocolWith(implementation: string) {
  const files = { "protocol/CT_GREET_V0.yaml": declaration, "src/greet.ts": implementation };
  const { value, diagnostics } = readAndBind({ roots: [writeRoot(files, onTestFinished)] });
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("nothing was bound");
  return value;
}

function check(implementation: string) {
  const transforms = artifactsOfKind(protocolWith(implementation), "CT");
  return checkImplementations(transforms, findImplementations(transforms).implementations);
}

async function findingsOf(implementation: string): Promise<readonly string[]> {
  const { diagnostics } = await check(implementation);
  return diagnostics.map(({ code, message, at }) => `${code} ${at.span.file}: ${message}`);
}

const at = "hello/protocol/CT_GREET_V0.yaml";
const answers = "`greet` does not give the answer that `hello::CT_GREET_V0` declares";
const outcomes = "`greet` does not come to an outcome that `hello::CT_GREET_V0` declares";
const takes = "`greet` does not take the inputs that `hello::CT_GREET_V0` declares";

describe("checkImplementations", () => {
  test("accepts a function that asks for less and keeps what is promised", async () => {
    expect(
      await findingsOf(
        `export const greet = ({ name }: { readonly name: string }) =>
  name === "" ? ({ outcome: "VIOLATION", outputs: {} } as const) : ({ outcome: "SUCCESS", outputs: { greeting: name } } as const);`,
      ),
    ).toEqual([]);
  });

  test.each([
    [
      "an outcome that is not declared",
      `export const greet = () => ({ outcome: "DONE", outputs: { greeting: "" } }) as const;`,
      `${outcomes}: \`"DONE"\` where \`"SUCCESS" | "VIOLATION"\` belongs`,
    ],
    [
      "an output that is left out",
      `export const greet = () => ({ outcome: "SUCCESS", outputs: {} }) as const;`,
      `${answers}: \`outputs\`: \`greeting\` is missing`,
    ],
    [
      "an output of another type",
      "export const greet = (): { outcome: 'SUCCESS'; outputs: { greeting: number } } => ({ outcome: 'SUCCESS', outputs: { greeting: 1 } });",
      `${answers}: \`outputs.greeting\`: \`number\` where \`string\` belongs`,
    ],
    [
      "an input that is not declared",
      `export const greet = (inputs: { readonly city: string }) => ({ outcome: "SUCCESS", outputs: { greeting: inputs.city } }) as const;`,
      `${takes}: \`city\` is missing`,
    ],
    [
      "an optional input taken for granted",
      `export const greet = (inputs: { readonly nick: string }) => ({ outcome: "SUCCESS", outputs: { greeting: inputs.nick } }) as const;`,
      `${takes}: \`nick\` may be missing`,
    ],
  ])("finds %s at the declaration", async (_, implementation, message) => {
    expect(await findingsOf(implementation)).toEqual([`PGS3903 ${at}: ${message}`]);
  });

  test("shows the implementation beside the declaration", async () => {
    const text = `export async function greet() { return { outcome: "SUCCESS", outputs: { greeting: "" } } as const; }`;
    const { diagnostics, sources } = await check(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(["PGS3903"]);
    const span = { file: "hello/src/greet.ts", start: 22, end: 27 };
    expect(diagnostics[0]?.related).toEqual([{ span, text: "the implementation" }]);
    expect(sources.map(({ path: name }) => name)).toEqual(["hello/src/greet.ts"]);
  });

  test("finds an error inside an implementation where it stands", async () => {
    const text = `const size: string = 5;\nexport const greet = () => ({ outcome: "SUCCESS", outputs: { greeting: size } }) as const;`;
    const { diagnostics } = await check(text);
    expect(diagnostics).toMatchObject([
      {
        code: "PGS3904",
        at: { span: { file: "hello/src/greet.ts", start: 6, end: 10 } },
        related: [{ span: { file: at } }],
      },
    ]);
  });
});

describe("contractTypesText", () => {
  test("prints a function type a transform, whatever the descriptions hold", async () => {
    const text = await contractTypesText(protocolWith(""), "hello");
    expect(text.slice(text.indexOf("/**\n"))).toBe(`/**
 * Greet somebody.
 *
 * \`hello::CT_GREET_V0\`
 */
export type CT_GREET_V0 = Transform<
  {
    readonly mark: "!" | ".";
    /** Who is greeted * / */
    readonly name: string;
    readonly nick?: string;
    readonly rest: ({ readonly a?: number } & { readonly [name: string]: Json });
    readonly tags: readonly (string | null)[];
  },
  {
    readonly SUCCESS: {
      readonly greeting: string;
    };
    readonly VIOLATION: Nothing;
  }
>;
`);
  });
});
