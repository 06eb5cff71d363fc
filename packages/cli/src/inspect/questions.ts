import type { Question } from "./question.ts";
import { countsQuestion } from "./questions/counts.ts";
import { depsQuestion } from "./questions/deps.ts";
import { impactQuestion } from "./questions/impact.ts";
import { invariantsQuestion } from "./questions/invariants.ts";
import { lineageQuestion } from "./questions/lineage.ts";
import { outcomesQuestion } from "./questions/outcomes.ts";
import { pathsQuestion } from "./questions/paths.ts";
import { reachQuestion } from "./questions/reach.ts";
import { refsQuestion } from "./questions/refs.ts";
import { searchQuestion } from "./questions/search.ts";
import { sensitiveQuestion } from "./questions/sensitive.ts";
import { showQuestion } from "./questions/show.ts";
import { sourceQuestion } from "./questions/source.ts";
import { storesQuestion } from "./questions/stores.ts";

/** Everything that can be asked, in the order in which a stranger would. */
export const questions: readonly Question[] = [
  showQuestion,
  sourceQuestion,
  lineageQuestion,
  refsQuestion,
  depsQuestion,
  impactQuestion,
  outcomesQuestion,
  pathsQuestion,
  reachQuestion,
  storesQuestion,
  sensitiveQuestion,
  invariantsQuestion,
  searchQuestion,
  countsQuestion,
];
