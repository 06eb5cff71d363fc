import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** Reads bytes in hex, with or without `0x`, in either case. Gives undefined for anything else. */
export function bytesOfHex(text: string): Uint8Array | undefined {
  const digits = /^(?:0[xX])?((?:[0-9a-fA-F]{2})*)$/.exec(text)?.[1];
  return digits === undefined ? undefined : hexToBytes(digits);
}

/** Writes bytes in hex: lower case, with `0x`. */
export function hexOf(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}
