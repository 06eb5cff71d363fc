import type { Label, Span } from "@pgs/governance";
import type { Misfit } from "../../compatibility/misfit.ts";

interface Ends {
  readonly source: Span | undefined;
  readonly target: Span | undefined;
}

/** Where each end of a misfit is declared, as far as that is known, with what it is there. */
export function bothEnds({ gives, takes }: Misfit, { source, target }: Ends): readonly Label[] {
  return [
    ...(source === undefined ? [] : [{ span: source, text: `gives ${gives}` }]),
    ...(target === undefined ? [] : [{ span: target, text: `takes ${takes}` }]),
  ];
}
