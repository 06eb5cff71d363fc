export { canonicalize as canonicalJson } from "./canonical.ts";
export { sha256Hex } from "./digest.ts";
