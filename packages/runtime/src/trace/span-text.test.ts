import { expect, test } from "vitest";
import { instantText, spanText } from "./span-text.ts";

const start = "2026-03-02T09:00:00.000Z";

test.each([
  ["2026-03-05T14:30:00.000Z", "3 days 5 hours"],
  ["2026-03-03T09:00:20.000Z", "1 day"],
  ["2026-03-02T10:01:00.000Z", "1 hour 1 minute"],
  ["2026-03-02T09:00:02.500Z", "2 seconds"],
  ["2026-03-02T09:00:00.900Z", ""],
  [start, ""],
])("the time until %s is told by its two largest units", (end, span) => {
  expect(spanText(start, end)).toBe(span);
});

test("an instant is told in UTC, with milliseconds only where there are some", () => {
  expect(instantText(start)).toBe("2026-03-02 09:00:00 UTC");
  expect(instantText("2026-03-02T09:00:00.250Z")).toBe("2026-03-02 09:00:00.250 UTC");
});
