import type { Json } from "@pgs/governance";
import { Document, isCollection, isMap, isPair, isScalar, visit } from "yaml";

/** Writes a value as YAML that reads back as the same: maps and lists of plain values on one line, all else below. */
export function writeYaml(value: Json): string {
  const document = new Document(value, { version: "1.2", schema: "core", aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_key, node) => {
      const parts = node.items.map((item) => (isPair(item) ? item.value : item));
      const holds = parts.some((part) => isCollection(part));
      if (!holds && (isMap(node) || parts.every((part) => isScalar(part)))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}
