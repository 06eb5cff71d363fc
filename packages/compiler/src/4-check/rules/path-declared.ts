import { type Diagnostic, nearestTo, partOfText, rules, spellingFix } from "@pgs/governance";
import { undeclaredRead, unreadOutput } from "../analysis/causes.ts";
import type { Subject } from "../analysis/subject.ts";

export function* pathDeclared({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read") continue;
      const { sight } = binding;
      if (sight.kind !== "undeclared") continue;
      const { name, of, candidates } = sight;
      const { path, at } = binding;
      const near = nearestTo(name, candidates);
      const misspelt = partOfText({ word: path.text, at }, { start: of.length + 1, length: name.length });
      const fix = misspelt === undefined ? undefined : spellingFix(misspelt, candidates);
      const cause = undeclaredRead(site, { of, name });
      yield rules.pathDeclared(
        { says: site.says, path: path.text, name, of, near },
        { at, fix, cause, explains: unreadOutput(at.file, name) },
      );
    }
  }
}
