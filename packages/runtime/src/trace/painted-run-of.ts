import type { IntactExamination } from "./examine-trace.ts";
import type { PaintedRun } from "./picture/painted-run.ts";

/** What the picture of an examined run shows. */
export function paintedRunOf(examination: IntactExamination): PaintedRun {
  const { run, classification, path, outputs, cause } = examination;
  return { run, terminal: classification, path, reasons: reasonsOf(examination), outputs, cause: cause?.node ?? "" };
}

/** What the child says that decided stands in the verdict, and in place of the reason that names its run. */
function reasonsOf({ child, verdict, reasons }: IntactExamination): PaintedRun["reasons"] {
  const [first] = reasons;
  if (child === undefined || child.verdict === "" || first === undefined) return reasons;
  const others = reasons.filter(({ message }) => !message.includes(child.run));
  const told = { ...first, message: verdict.slice(verdict.indexOf(": ") + 2) };
  return [told, ...others.filter((reason) => reason !== first)];
}
