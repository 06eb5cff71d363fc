import type { Type } from "@pgs/governance";
import { typeMisfit } from "./type-misfit.ts";

/** The one of some types that all of them fit; `any` if there is none. */
export function widestType(types: readonly Type[]): Type {
  const isWide = (type: Type) => types.every((other) => typeMisfit(other, type) === undefined);
  return types.find(isWide) ?? { kind: "any" };
}
