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

export const toneColours = {
  green: { strong: "#17794a", tint: "#e5f4eb" },
  amber: { strong: "#b35c00", tint: "#fdf0dc" },
  slate: { strong: "#47617f", tint: "#e8eef5" },
  red: { strong: "#b4231a", tint: "#fce9e7" },
} as const;

export type ToneName = keyof typeof toneColours;

const tones: Readonly<Record<Terminal, ToneName>> = {
  completed: "green",
  denied: "amber",
  rejected: "slate",
  waiting: "slate",
  key_reuse: "slate",
  failed: "red",
  faulted: "red",
};

export function toneNameOf(terminal: Terminal): ToneName {
  return tones[terminal];
}

export function toneOf(terminal: Terminal): Tone {
  return toneColours[tones[terminal]];
}
