import { findAmbient } from "./find-ambient.ts";
import { findKeptClosures } from "./find-kept-closures.ts";
import { findLeaks } from "./find-leaks.ts";
import { findState } from "./find-state.ts";
import { findWaiting } from "./find-waiting.ts";
import type { PurityFinding } from "./finding.ts";
import { importsOf, type ModuleImport } from "./imports-of.ts";
import { type Node, parseModule } from "./syntax.ts";
import { type Visited, walkModule } from "./walk-module.ts";

/** What a module does that no transform may, and which modules of its root it imports. Plain data. */
export interface ModuleVerdict {
  readonly imports: readonly ModuleImport[];
  readonly findings: readonly PurityFinding[];
}

/** Judges one module by its text alone: equal texts have equal verdicts. Never looks at what it imports. */
export function examineModule(text: string): ModuleVerdict {
  const parsed = parseModule(text);
  if (!("program" in parsed)) {
    const { problem, start, end } = parsed;
    return { imports: [], findings: [{ rule: "syntax", start, end, what: problem }] };
  }
  const visits: Visited[] = [];
  walkModule(parsed.program, (visited) => visits.push(visited));
  const { relative, findings } = importsOf(parsed.program);
  const found = [
    ...findings,
    ...visits.flatMap((visited) => [
      ...list(findAmbient(visited)),
      ...findState(visited),
      ...list(findWaiting(visited.node)),
      ...list(findLateImport(visited.node)),
    ]),
    ...findKeptClosures(visits),
    ...findLeaks(visits),
  ];
  return { imports: relative, findings: found.sort((a, b) => a.start - b.start) };
}

function findLateImport(node: Node): PurityFinding | undefined {
  if (node.type !== "ImportExpression") return undefined;
  const { start, end, source } = node;
  const module = source.type === "Literal" && typeof source.value === "string" ? source.value : "import()";
  return {
    rule: "import",
    start,
    end,
    module,
    what: "is loaded while the code runs",
    instead: "write `import … from`",
  };
}

function list<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
