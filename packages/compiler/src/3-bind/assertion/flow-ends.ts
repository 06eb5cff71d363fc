import { codeOf, type Field, nearestTo, rules } from "@pgs/governance";
import { type Located, type LocatedText, textAt } from "../../2-parse/located.ts";
import type { FlowSource, FlowTarget, Reference } from "../bound.ts";
import { boundOf, resolveReference } from "../reference.ts";
import { type Asserting, requireStore } from "./require-name.ts";

/** Binds where a value comes from; undefined after a finding. */
export function bindFlowSource(located: Located | undefined, asserting: Asserting): FlowSource | undefined {
  const kind = (["entity", "payload", "transform", "contract", "actor", "store"] as const).find(
    (key) => textAt(located, key) !== undefined,
  );
  const text = kind && textAt(located, kind);
  const field = textAt(located, "field") ?? textAt(located, "output") ?? textAt(located, "attribute");
  if (kind === undefined || text === undefined || field === undefined) return undefined;
  const named = { name: field.text, at: field.at };
  if (kind === "store") {
    const store = requireStore(text, asserting);
    return store && { kind, store, field: named, at: text.at };
  }
  const artifact = resolveReference(
    text,
    { ...asserting, says: `\`${kind}\``, kinds: [prefixes[kind]] },
    asserting.scope,
  );
  if (artifact === undefined) return undefined;
  requireField(field, { kind, artifact, asserting });
  return { kind, artifact, field: named, at: text.at };
}

/** Binds where it must not arrive; undefined after a finding. */
export function bindFlowTarget(located: Located | undefined, asserting: Asserting): FlowTarget | undefined {
  const event = textAt(located, "event");
  if (event !== undefined) {
    if (event.text === "any") return { kind: "event", event: undefined, at: event.at };
    const resolved = resolveReference(event, { ...asserting, says: "`event`", kinds: ["EV"] }, asserting.scope);
    return resolved && { kind: "event", event: resolved, at: event.at };
  }
  const exit = textAt(located, "exit");
  if (exit !== undefined) return { kind: "exit", name: exit.text, at: exit.at };
  const store = requireStore(textAt(located, "store"), asserting);
  return store && { kind: "store", store, at: store.at };
}

const prefixes = { entity: "ENTITY", payload: "WF", transform: "CT", contract: "CC", actor: "AC" } as const;

interface Holding {
  readonly kind: keyof typeof prefixes;
  readonly artifact: Reference;
  readonly asserting: Asserting;
}

/** Follows `a.b` through declared fields. */
function requireField(path: LocatedText, { kind, artifact, asserting }: Holding): void {
  let fields = fieldsOf({ kind, artifact, asserting });
  let of = `\`${codeOf(artifact.fqdn)}\``;
  for (const name of path.text.split(".")) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) {
      const names = fields.map((one) => one.name);
      const near = nearestTo(name, names);
      const params = { what: "field", name, of, near };
      asserting.scope.report(asserting.owner, rules.assertionNamesExist(params, { at: path.at }));
      return;
    }
    fields = field.type.kind === "object" ? field.type.properties : [];
    of = `\`${name}\``;
  }
}

function fieldsOf({ kind, artifact, asserting: { scope } }: Holding): readonly Field[] {
  switch (kind) {
    case "entity":
      return boundOf(artifact, "ENTITY", scope)?.fields ?? [];
    case "payload":
      return boundOf(boundOf(artifact, "WF", scope)?.intent, "IN", scope)?.payload ?? [];
    case "transform":
      return boundOf(artifact, "CT", scope)?.outputs ?? [];
    case "contract":
      return boundOf(artifact, "CC", scope)?.outputs ?? [];
    case "actor":
      return boundOf(artifact, "AC", scope)?.attributes ?? [];
  }
}
