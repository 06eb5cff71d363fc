import type { IntactExamination } from "./examine-trace.ts";
import type { PaintedRun } from "./picture/painted-run.ts";

/** What the picture of an examined run shows. */
export function paintedRunOf(examination: IntactExamination): PaintedRun {
  const { run, classification, path, reasons, outputs, cause } = examination;
  return { run, terminal: classification, path, reasons, outputs, cause: cause?.node ?? "" };
}
