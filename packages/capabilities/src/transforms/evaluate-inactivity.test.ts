import { describe, expect, test } from "vitest";
import { evaluateInactivity } from "./evaluate-inactivity.ts";

const days = (last: string, today: string) =>
  evaluateInactivity({ last_active_date: last, threshold_days: 30, current_date: today });

describe("evaluateInactivity", () => {
  test.each([
    ["2024-02-28", "2024-03-01", 2],
    ["1900-02-28", "1900-03-01", 1],
    ["2000-02-28", "2000-03-01", 2],
    ["1969-12-31", "1970-01-01", 1],
    ["0001-01-01", "2026-01-01", 739616],
    ["2026-01-01T00:00:00", "2026-01-02T00:00:00Z", 1],
    ["2026-01-01T00:00:00.5Z", "2026-01-02T00:00:00.4999999999Z", 0],
    ["2026-01-01T00:00:00.50Z", "2026-01-02T00:00:00.5Z", 1],
    ["2026-01-01T00:00:00+23:59", "2026-01-01T00:00:00Z", 0],
    ["2026-03-01", "2026-01-29T00:00:01Z", -31],
  ])("counts from %s to %s %d days", (last, today, count) => {
    expect(days(last, today)).toEqual({
      outcome: "SUCCESS",
      outputs: { is_inactive: count >= 30, days_inactive: count },
    });
  });

  test.each([
    "2026-02-30",
    "2026-1-01",
    "0000-01-01",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01z",
    "now",
  ])("refuses %s", (text) => {
    expect(days(text, "2026-01-01")).toEqual({
      outcome: "VIOLATION",
      outputs: {},
      reason: `\`last_active_date\` is \`${text}\`, which is not a date`,
    });
  });

  test("refuses a today that is no date even for somebody who was never active", () => {
    expect(evaluateInactivity({ last_active_date: null, threshold_days: 0, current_date: "" })).toMatchObject({
      outcome: "VIOLATION",
      reason: "`current_date` is ``, which is not a date",
    });
  });
});
