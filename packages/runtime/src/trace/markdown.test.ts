import { expect, test } from "vitest";
import { prose } from "./markdown.ts";

test("prose has no markup but code between two backticks", () => {
  expect(prose("refused: `EV_ACTOR_VERIFIED_V0` was never written")).toBe(
    "refused: `EV_ACTOR_VERIFIED_V0` was never written",
  );
  expect(prose("snake_case and *stars* and <b>")).toBe("snake\\_case and \\*stars\\* and \\<b\\>");
  expect(prose("`<b>` but one ` alone_")).toBe("`<b>` but one \\` alone\\_");
});

test("longer runs of backticks are never code", () => {
  expect(prose("``a_b`` `c_d`")).toBe("\\`\\`a\\_b\\`\\` \\`c\\_d\\`");
});
