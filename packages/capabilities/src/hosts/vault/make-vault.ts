import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from "node:crypto";
import { ErasedValue, type Vault } from "@pgs/runtime";

/** How many bytes a tenant's key has. */
export const keyBytes = 32;

const nonceBytes = 12;
const tagBytes = 16;
const saltBytes = 16;

/**
 * Makes the vault of a key: AES-256-GCM under a fresh nonce, and HMAC-SHA-256, each under a key of its own that follows
 * from the tenant's. A token is `nonce | ciphertext | tag` in base64url; one under a salt has its number before it:
 * `17.…`, and its key follows from the sealing key and the salt, so that neither alone opens it.
 */
export function makeVault(key: Uint8Array): Vault {
  if (key.length !== keyBytes) throw new Error(`a key has ${keyBytes} bytes, not ${key.length}`);
  const sealing = derive(key, "pgs seal v1");
  const committing = derive(key, "pgs commit v1");
  const draw = openDraws();
  const sealUnder = (under: Uint8Array, text: string): string => {
    const nonce = draw(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", under, nonce);
    const hidden = cipher.update(text, "utf8");
    cipher.final();
    return Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString("base64url");
  };
  const saltedKey = rememberLast((salt) => createHmac("sha256", sealing).update(salt).digest());
  const commit: Vault["commit"] = (text) => createHmac("sha256", committing).update(text).digest("hex");
  const salted: Vault["salted"] = (salts) => {
    let under: { readonly prefix: string; readonly salt: string } | undefined;
    const keepSalt = (): NonNullable<typeof under> => {
      const salt = draw(saltBytes).toString("base64url");
      return { prefix: `${salts.add(salt)}.`, salt };
    };
    return {
      seal: (text) => {
        under ??= keepSalt();
        return under.prefix + sealUnder(saltedKey(under.salt), text);
      },
      open: (token) => {
        const [, number, rest = ""] = saltedToken.exec(token) ?? [];
        if (number === undefined) return openUnder(sealing, token);
        const salt = salts.find(Number(number));
        if (salt === undefined) throw new ErasedValue();
        return openUnder(saltedKey(salt), rest);
      },
      commit,
      salted,
      saltOf,
    };
  };
  return {
    seal: (text) => sealUnder(sealing, text),
    open: (token) => openUnder(sealing, token),
    commit,
    salted,
    saltOf,
  };
}

/** A number as it is written when it names a salt: one spelling each. */
const saltedToken = /^([1-9]\d{0,15})\.(.+)$/;

function saltOf(token: string): number {
  return Number(saltedToken.exec(token)?.[1] ?? 0);
}

function openUnder(key: Uint8Array, token: string): string {
  const bytes = Buffer.from(token, "base64url");
  // Decoding passes over what is no base64url: only the token that was given out is one.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString("base64url") !== token) {
    throw new Error("this is no token");
  }
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  cipher.setAuthTag(bytes.subarray(-tagBytes));
  const open = cipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8");
  return open + cipher.final("utf8");
}

/** What is sealed under one salt is sealed and opened together: one answer is enough to remember. */
function rememberLast(make: (text: string) => Buffer): (text: string) => Buffer {
  let last: { readonly text: string; readonly made: Buffer } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

function derive(key: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(0), use, keyBytes));
}

/** Random bytes are drawn for many nonces at once: a draw costs more than the cipher. */
function openDraws(): (count: number) => Buffer {
  const pool = Buffer.alloc(4096);
  let used = pool.length;
  return (count) => {
    if (used + count > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += count;
    return Buffer.from(pool.subarray(used - count, used));
  };
}
