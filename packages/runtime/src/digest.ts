import { createHash } from "node:crypto";

/** Gives the SHA-256 of bytes, or of text as UTF-8, in 64 lower-case hex digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
