import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

const fixedPath = /^\/api\/v(?:0|[1-9][0-9]*)(?:\/[a-z][a-z0-9_]*)+$/;

/** Keys that would choose are refused with the shape; what is left to vary is the path. */
export function* routeIsStatic({ live }: Subject): Generator<Diagnostic> {
  for (const { path } of live("TI")) {
    if (!fixedPath.test(path.text)) yield rules.routeIsStatic({ what: path.text }, { at: path.at });
  }
}
