/**
 * The packages that a transform may import, by module, with the names that are pure. Published, dependency-free and
 * audited; each name gives the same answer for the same arguments. What is missing draws on entropy, waits, or nobody
 * has needed it yet.
 */
export const listedPackages: Readonly<Record<string, readonly string[]>> = {
  "@noble/curves/nist.js": ["p256"],
  "@noble/curves/secp256k1.js": ["secp256k1"],
  "@noble/hashes/hmac.js": ["hmac"],
  "@noble/hashes/legacy.js": ["ripemd160"],
  "@noble/hashes/pbkdf2.js": ["pbkdf2"],
  "@noble/hashes/sha2.js": ["sha256", "sha512"],
  "@noble/hashes/sha3.js": ["keccak_256"],
  "@noble/hashes/utils.js": ["bytesToHex", "concatBytes", "hexToBytes"],
  "@scure/bip32": ["HDKey"],
  "@scure/bip39": ["entropyToMnemonic", "mnemonicToEntropy", "validateMnemonic"],
  "@scure/bip39/wordlists/english.js": ["wordlist"],
};
