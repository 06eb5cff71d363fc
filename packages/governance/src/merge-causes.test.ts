import { describe, expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { mergeCauses } from "./merge-causes.ts";

const spanAt = (start: number) => ({ file: "x.yaml", start, end: start + 1 });

function found(code: string, start: number, more: Partial<Diagnostic> = {}): Diagnostic {
  return { code, severity: "error", message: code, at: { span: spanAt(start), text: code }, related: [], ...more };
}

const fixAt = (start: number) => ({ title: "write `b`", edits: [{ span: spanAt(start), text: "b" }] });

describe("mergeCauses", () => {
  test("leaves alone what has no cause", () => {
    const all = [found("PGS2", 1), found("PGS2", 2)];
    expect(mergeCauses(all)).toEqual(all);
  });

  test("makes one finding of one cause, at its most basic place, and shows the others", () => {
    const merged = mergeCauses([
      found("PGS3", 1, { cause: "c" }),
      found("PGS2", 9, { cause: "c" }),
      found("PGS2", 5, { cause: "c" }),
    ]);
    expect(merged.map(({ code, at }) => [code, at.span.start])).toEqual([["PGS2", 5]]);
    expect(merged[0]?.related).toEqual([
      { span: spanAt(9), text: "and here" },
      { span: spanAt(1), text: "PGS3" },
    ]);
  });

  test("mends all of a cause or nothing", () => {
    const all = [found("PGS2", 1, { cause: "c", fix: fixAt(1) }), found("PGS2", 5, { cause: "c", fix: fixAt(5) })];
    expect(mergeCauses(all)[0]?.fix?.edits.map(({ span }) => span.start)).toEqual([1, 5]);
    expect(mergeCauses([...all, found("PGS2", 9, { cause: "c" })])[0]?.fix).toBe(undefined);
  });

  test("drops what follows from another finding, and from one that was dropped", () => {
    const merged = mergeCauses([
      found("PGS4", 1, { follows: "b" }),
      found("PGS3", 2, { follows: "a", explains: "b" }),
      found("PGS2", 3, { explains: "a" }),
      found("PGS4", 4, { follows: "elsewhere" }),
    ]);
    expect(merged.map(({ at }) => at.span.start)).toEqual([3, 4]);
  });
});
