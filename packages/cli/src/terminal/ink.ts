import { styleText } from "node:util";
import type { Paint as PaintFinding } from "@pgs/governance";
import type { Terminal } from "./terminal.ts";

type Paint = (text: string) => string;

/** How words are set off on one stream; plain text where colour is not wanted. */
export interface Ink {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
}

/** The ink of standard output. FORCE_COLOR decides before NO_COLOR, and both before what the stream is. */
export function inkOf(terminal: Terminal): Ink {
  return makeInk(wantsColour(terminal.environment, terminal.outIsTerminal));
}

export function makeInk(isColoured: boolean): Ink {
  const paint = (style: Parameters<typeof styleText>[0]): Paint =>
    isColoured ? (text) => styleText(style, text, { validateStream: false }) : (text) => text;
  return {
    bold: paint("bold"),
    dim: paint("dim"),
    red: paint("red"),
    green: paint("green"),
    yellow: paint("yellow"),
    blue: paint("blue"),
  };
}

/** How findings are painted, on a stream where colour is wanted. */
export const paintFinding: PaintFinding = (part, text) =>
  styleText([...findingStyles[part]], text, { validateStream: false });

const findingStyles = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  place: ["bold", "blue"],
  strong: ["bold"],
} as const;

export function wantsColour(environment: Terminal["environment"], isTerminal: boolean): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return isTerminal && TERM !== "dumb";
}
