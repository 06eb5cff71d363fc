import type { CT_PURE_LOOKUP_V0 } from "../generated/contracts.ts";
import { wordsFor } from "./words-for.ts";

/** Gives what `map` holds under `key`, null included. Never reads a property that the map inherits. */
export const lookup: CT_PURE_LOOKUP_V0 = ({ key, map }) => {
  const result = Object.hasOwn(map, key) ? map[key] : undefined;
  return result === undefined
    ? { outcome: "VIOLATION", outputs: {}, reason: `${wordsFor(key)} is no key of the map` }
    : { outcome: "SUCCESS", outputs: { result } };
};
