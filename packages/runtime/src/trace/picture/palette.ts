import type { Terminal } from "../../engine/run-result.ts";

/** The colours of a picture, on a light ground. Every way to end has one strong and one faint tone. */
export const palette = {
  ground: "#ffffff",
  ink: "#18212d",
  muted: "#66717f",
  faint: "#8d97a3",
  line: "#a7b0bb",
  dimLine: "#d9dee4",
  dimText: "#a9b2bc",
  dimFill: "#fafbfc",
} as const;

export interface Tone {
  readonly strong: string;
  readonly tint: string;
}

const green = { strong: "#17794a", tint: "#e5f4eb" };
const amber = { strong: "#b35c00", tint: "#fdf0dc" };
const slate = { strong: "#47617f", tint: "#e8eef5" };
const red = { strong: "#b4231a", tint: "#fce9e7" };

const tones: Readonly<Record<Terminal, Tone>> = {
  completed: green,
  denied: amber,
  rejected: slate,
  waiting: slate,
  key_reuse: slate,
  failed: red,
  faulted: red,
};

export function toneOf(terminal: Terminal): Tone {
  return tones[terminal];
}
