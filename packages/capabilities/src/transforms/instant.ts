const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))?)?$/;

/** A point in time: whole seconds from 1970-01-01T00:00:00Z, and the digits after the point. */
export interface Instant {
  readonly seconds: number;
  readonly fraction: string;
}

/** Reads an RFC 3339 date or date-time; a date is its midnight, and no offset is UTC. Undefined when it is neither. */
export function parseInstant(text: string): Instant | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const part = (at: number): number => Number(match[at] ?? 0);
  const days = daysFromCivil(part(1), part(2), part(3));
  const offset = part(9) * 3600 + part(10) * 60;
  const isTime = part(4) < 24 && part(5) < 60 && part(6) < 60 && part(9) < 24 && part(10) < 60;
  if (days === undefined || !isTime) return undefined;
  const local = days * 86_400 + part(4) * 3600 + part(5) * 60 + part(6);
  return { seconds: match[8] === "-" ? local + offset : local - offset, fraction: match[7] ?? "" };
}

/** Counts the whole days from `start` to `end`, rounded down; negative when `end` is earlier. */
export function daysBetween(start: Instant, end: Instant): number {
  const width = Math.max(start.fraction.length, end.fraction.length);
  const borrow = end.fraction.padEnd(width, "0") < start.fraction.padEnd(width, "0") ? 1 : 0;
  return Math.floor((end.seconds - start.seconds - borrow) / 86_400);
}

/** Days from 1970-01-01 to a day of the Gregorian calendar; undefined when there is no such day. */
function daysFromCivil(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  // A year counted from March has its leap day at the end, so that every month starts at a fixed day.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
