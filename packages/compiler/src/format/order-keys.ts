import { isCode, isFqdn, kindOf } from "@pgs/governance";
import { schemaOfKind } from "@pgs/governance/schemas";
import { branchesOf } from "../2-parse/choose-branch.ts";
import type { Layout, LayoutEntry } from "../2-parse/layout.ts";
import { itemsOf, type Located, textAt, valueAt } from "../2-parse/located.ts";
import { asObject, partOf, type SchemaNode, schemaAt } from "../2-parse/schema-node.ts";

/**
 * Puts the keys that a schema names into its order, `artifact` first. What the author names — nodes, steps, stores,
 * fields, outcomes — keeps the order in which it was written, which tells readers something.
 */
export function orderKeys(layout: Layout, located: Located): Layout {
  const identity = textAt(located, "artifact")?.text ?? "";
  const schema = isCode(identity) || isFqdn(identity) ? schemaOfKind[kindOf(identity)] : undefined;
  return schema === undefined ? layout : orderWithin({ layout, located }, schemaAt(schema, schema));
}

interface Placed {
  readonly layout: Layout;
  readonly located: Located;
}

function orderWithin({ layout, located }: Placed, node: SchemaNode): Layout {
  const branches = branchesOf(located, node);
  if (branches.kind === "one") return orderWithin({ layout, located }, branches.node);
  if (layout.kind === "list") {
    const items = itemsOf(located);
    const part = partOf(node, node.schema["items"]);
    return {
      ...layout,
      items: layout.items.map((item, index) => ({ ...item, value: partly(item.value, items[index], part) })),
    };
  }
  if (layout.kind === "scalar") return layout;
  const properties = asObject(node.schema["properties"]);
  const entries = layout.entries.map((entry): LayoutEntry => {
    const schema = Object.hasOwn(properties, entry.name) ? properties[entry.name] : node.schema["additionalProperties"];
    return { ...entry, value: partly(entry.value, valueAt(located, entry.name), partOf(node, schema)) };
  });
  const names = Object.keys(properties);
  const rank = ({ name }: LayoutEntry): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return { ...layout, entries: entries.toSorted((a, b) => rank(a) - rank(b)) };
}

function partly(layout: Layout, located: Located | undefined, node: SchemaNode | false | undefined): Layout {
  if (located === undefined || node === undefined || node === false) return layout;
  return orderWithin({ layout, located }, node);
}
