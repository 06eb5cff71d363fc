import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8Bytes } from "./keys/utf8-bytes.ts";

/** Lent to linked code by the host, and nowhere else there. */
declare const sha256OfText: ((text: string) => string) | undefined;
declare const pbkdf2Sha512OfText:
  | ((password: string, salt: string, rounds: number, bytes: number) => string)
  | undefined;

/** SHA-256 over well-formed text as UTF-8, in lower-case hex. */
export function sha256Hex(text: string): string {
  return typeof sha256OfText === "function" ? sha256OfText(text) : bytesToHex(sha256(utf8Bytes(text)));
}

/** PBKDF2-HMAC-SHA-512 over well-formed texts as UTF-8, in lower-case hex. */
export function pbkdf2Sha512Hex(
  password: string,
  { salt, rounds, bytes }: { readonly salt: string; readonly rounds: number; readonly bytes: number },
): string {
  if (typeof pbkdf2Sha512OfText === "function") return pbkdf2Sha512OfText(password, salt, rounds, bytes);
  return bytesToHex(pbkdf2(sha512, utf8Bytes(password), utf8Bytes(salt), { c: rounds, dkLen: bytes }));
}
