import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from "node:crypto";
import type { Vault } from "@pgs/runtime";

/** How many bytes a tenant's key has. */
export const keyBytes = 32;

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Makes the vault of a key: AES-256-GCM under a fresh nonce, and HMAC-SHA-256, each under a key of its own that follows
 * from the tenant's. A token is `nonce | ciphertext | tag` in base64url.
 */
export function makeVault(key: Uint8Array): Vault {
  if (key.length !== keyBytes) throw new Error(`a key has ${keyBytes} bytes, not ${key.length}`);
  const sealing = derive(key, "pgs seal v1");
  const committing = derive(key, "pgs commit v1");
  const nextNonce = openNonces();
  return {
    seal: (text) => {
      const nonce = nextNonce();
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      const hidden = cipher.update(text, "utf8");
      cipher.final();
      return Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString("base64url");
    },
    open: (token) => {
      const bytes = Buffer.from(token, "base64url");
      // Decoding passes over what is no base64url: only the token that was given out is one.
      if (bytes.length < nonceBytes + tagBytes || bytes.toString("base64url") !== token) {
        throw new Error("this is no token");
      }
      const cipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      cipher.setAuthTag(bytes.subarray(-tagBytes));
      const open = cipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8");
      return open + cipher.final("utf8");
    },
    commit: (text) => createHmac("sha256", committing).update(text).digest("hex"),
  };
}

function derive(key: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(0), use, keyBytes));
}

/** Random bytes are drawn for many nonces at once: a draw costs more than the cipher. */
function openNonces(): () => Buffer {
  const pool = Buffer.alloc(nonceBytes * 256);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += nonceBytes;
    return Buffer.from(pool.subarray(used - nonceBytes, used));
  };
}
