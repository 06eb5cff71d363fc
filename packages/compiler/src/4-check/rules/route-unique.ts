import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundIngress } from "../../3-bind/bound.ts";
import type { Subject } from "../analysis/subject.ts";

export function* routeUnique({ live }: Subject): Generator<Diagnostic> {
  const first = new Map<string, BoundIngress>();
  for (const route of live("TI")) {
    const { method, path } = route;
    const address = `${method} ${path.text}`;
    const before = first.get(address);
    if (before === undefined) {
      first.set(address, route);
      continue;
    }
    const related = [{ span: before.path.at, text: "it stands here first" }];
    const params = { method, path: path.text, other: codeOf(before.fqdn) };
    yield rules.routeUnique(params, { at: path.at, related });
  }
}
