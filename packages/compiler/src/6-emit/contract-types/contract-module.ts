import type { BoundTransform } from "../../3-bind/bound.ts";
import { contractNames } from "./contract-names.ts";
import { contractVocabulary } from "./contract-vocabulary.ts";
import { contractTypeText } from "./type-text.ts";

/** Prints the same types as `contractTypesText`, bare: for the type checker, which reads no comments. */
export function contractModule(transforms: readonly BoundTransform[]): string {
  const names = contractNames(transforms);
  const aliases = transforms.map(
    (transform) => `export type ${names.get(transform.fqdn) ?? ""} = ${contractTypeText(transform)};`,
  );
  return `${[contractVocabulary, ...aliases].join("\n")}\n`;
}
