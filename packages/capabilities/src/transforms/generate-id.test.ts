import { describe, expect, test } from "vitest";
import { generateId } from "./generate-id.ts";

const idOf = (prefix: string, data: Parameters<typeof generateId>[0]["data"]) => generateId({ prefix, data });

describe("generateId", () => {
  test("gives the id that the actor of the example has always had", () => {
    const data = { first_name: "Bachi", last_name: "Eight", email_registration: "bachi8@yahoo.com" };
    expect(idOf("A", data)).toEqual({ outcome: "SUCCESS", outputs: { id: "A_dc6e2a7ae93b8bae" } });
  });

  test.each([
    [{ a: 1e16 }, "X_a0f92cfd05a74c21"],
    [{ a: 1e-7 }, "X_e1403651919bd61f"],
    [{ a: 0.000015 }, "X_417c2ae6818865c4"],
    [{ a: 123456789.125 }, "X_5b45d69308c80d67"],
    [{ a: '\u007f\u2028/\b\f\n\r\t"\\é😀' }, "X_130648c8c02cc315"],
    [{ a: [{ a: true, b: null }], "\uE000": 2, "\u{1F600}": 1 }, "X_02f2a9ea2c18d4fe"],
  ])("keeps the ids of the earlier implementation: %j", (data, id) => {
    expect(idOf("X", data)).toEqual({ outcome: "SUCCESS", outputs: { id } });
  });

  test("takes what is not a record as the value of one", () => {
    expect(idOf("B", ["x"])).toEqual(idOf("B", { value: ["x"] }));
  });

  test("makes an id without a prefix where the prefix is empty", () => {
    expect(idOf("", null)).toMatchObject({ outputs: { id: expect.stringMatching(/^_[0-9a-f]{16}$/) } });
  });

  test("refuses a number that is not exact, and says which", () => {
    expect(idOf("T", { amount: 9007199254740992 })).toEqual({
      outcome: "VIOLATION",
      outputs: {},
      reason: "the number 9007199254740992 is too large to be exact",
    });
  });

  test("refuses a prefix with a line break, and shows it on one line", () => {
    expect(idOf("A\nB", null)).toMatchObject({ outcome: "VIOLATION", reason: "the prefix `A\\nB` is not one word" });
  });
});
