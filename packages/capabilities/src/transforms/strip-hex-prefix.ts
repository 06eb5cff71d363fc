import type { CT_PURE_STRIP_HEX_PREFIX_V0 } from "../generated/contracts.ts";
import { bytesOfHex, hexOf } from "./hex.ts";
import { notHex } from "./violation.ts";

/** Writes bytes in hex without `0x`, in lower case. */
export const stripHexPrefix: CT_PURE_STRIP_HEX_PREFIX_V0 = ({ bytes }) => {
  const read = bytesOfHex(bytes);
  return read === undefined
    ? notHex("the input")
    : { outcome: "SUCCESS", outputs: { digits: hexOf(read).slice("0x".length) } };
};
