import type { Decimal } from "./decimal.ts";

/**
 * Prints a double as the earlier implementation did: the shortest digits that give it back, exponent form outside
 * [1e-4, 1e16) with at least two exponent digits, and `.0` after a whole number.
 */
export function floatText(number: number): string {
  const scientific = number.toExponential();
  const at = scientific.indexOf("e");
  const power = Number(scientific.slice(at + 1));
  if (power < -4 || power >= 16) {
    const digits = String(Math.abs(power)).padStart(2, "0");
    return `${scientific.slice(0, at)}e${power < 0 ? "-" : "+"}${digits}`;
  }
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

/** Prints whole numbers by their digits and doubles as `floatText` does. */
export function decimalText(number: Decimal): string {
  return typeof number === "bigint" ? String(number) : floatText(number);
}
