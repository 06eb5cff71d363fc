import { palette, toneColours } from "./palette.ts";

/** Every colour of a picture by its role, light or dark; as text each has a contrast of 4.5 and more (WCAG AA). */
export type Theme = Readonly<Record<keyof typeof printed, string>>;

/** The colours as they are painted, by role: what a theme replaces. */
const printed = {
  ...palette,
  "green-strong": toneColours.green.strong,
  "green-tint": toneColours.green.tint,
  "amber-strong": toneColours.amber.strong,
  "amber-tint": toneColours.amber.tint,
  "slate-strong": toneColours.slate.strong,
  "slate-tint": toneColours.slate.tint,
  "red-strong": toneColours.red.strong,
  "red-tint": toneColours.red.tint,
};

export const lightTheme: Theme = {
  ...printed,
  muted: "#556170",
  faint: "#626d7a",
  dimText: "#6a7582",
  "amber-strong": "#9a4f00",
};

export const darkTheme: Theme = {
  ground: "#11161d",
  ink: "#e8edf3",
  muted: "#a3aebb",
  faint: "#8c98a6",
  line: "#5b6775",
  dimLine: "#2c3541",
  dimText: "#8a95a2",
  dimFill: "#151b23",
  "green-strong": "#56c796",
  "green-tint": "#12291f",
  "amber-strong": "#eda94f",
  "amber-tint": "#2d2212",
  "slate-strong": "#a2bbd8",
  "slate-tint": "#1a2432",
  "red-strong": "#f58d83",
  "red-tint": "#331a18",
};

/** The theme as custom properties of whatever `selector` selects. */
export function themeProperties(selector: string, theme: Theme): string {
  const properties = Object.entries(theme).map(([role, colour]) => `--${role}:${colour}`);
  return `${selector}{${properties.join(";")}}`;
}

/**
 * Makes a painted picture follow the custom properties. What is painted keeps its light colours as attributes, which
 * any drawing program understands; the rules only override them, so one picture serves paper, light and dark.
 */
export function themeRules(selector: string): string {
  const rules = Object.entries(printed).flatMap(([role, colour]) =>
    ["fill", "stroke"].map((attribute) => `${selector} [${attribute}="${colour}"]{${attribute}:var(--${role})}`),
  );
  return [
    ...rules,
    // What was not reached is dimmed by its colours: through opacity its words could not be read.
    `${selector} g[opacity]{opacity:1}`,
    `${selector} g[opacity] rect{fill:var(--dimFill);stroke:var(--dimLine)}`,
    `${selector} g[opacity] text{fill:var(--dimText)}`,
  ].join("\n");
}
