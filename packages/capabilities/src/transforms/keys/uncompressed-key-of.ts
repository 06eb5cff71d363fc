import { bytesOfHex } from "../hex.ts";

/** Why a text is no public key. */
export const notUncompressed = "the public key is not 65 bytes that begin with 04";

/** Reads an uncompressed public key: `04`, X, Y, 65 bytes. Gives undefined for anything else. */
export function uncompressedKeyOf(text: string): Uint8Array | undefined {
  const bytes = bytesOfHex(text);
  return bytes?.length === 65 && bytes[0] === 4 ? bytes : undefined;
}
