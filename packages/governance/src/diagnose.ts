import type { Diagnostic, Fix, Label, Severity } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** Where a finding points, and what belongs to it. */
export interface Place {
  readonly at: Span;
  readonly related?: readonly Label[] | undefined;
  readonly fix?: Fix | undefined;
  /** The same for every finding that one slip brings about; left out: it stands alone. */
  readonly cause?: string | undefined;
  readonly explains?: string | undefined;
  readonly follows?: string | undefined;
}

export type NoParams = Readonly<Record<string, never>>;

interface RuleSpec {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: string;
  readonly help?: string;
  /** The help where the first names a parameter that is absent. */
  readonly otherwise?: string;
}

type Params = Readonly<Record<string, string | undefined>>;

/**
 * Makes a diagnostic from a rule's words. A help that names an absent parameter gives way to the one that is said
 * otherwise, and that to the title of the fix; a message is always whole.
 * What a parameter holds is never filled in again.
 */
export function diagnose(rule: RuleSpec, params: Params, place: Place): Diagnostic {
  const told = [rule.help, rule.otherwise].map((help) => (help === undefined ? undefined : fill(help, params)));
  const help = told.find((text) => text !== undefined) ?? place.fix?.title;
  return {
    code: rule.code,
    severity: rule.severity,
    message: fill(rule.message, params) ?? rule.message,
    at: { span: place.at, text: fill(rule.at, params) ?? rule.at },
    related: place.related ?? [],
    ...(help === undefined ? {} : { help }),
    ...(place.fix === undefined ? {} : { fix: place.fix }),
    ...(place.cause === undefined ? {} : { cause: place.cause }),
    ...(place.explains === undefined ? {} : { explains: place.explains }),
    ...(place.follows === undefined ? {} : { follows: place.follows }),
  };
}

function fill(template: string, params: Params): string | undefined {
  let isWhole = true;
  const text = template.replace(/\{([a-z][A-Za-z]*)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) isWhole = false;
    return shortened(value ?? "");
  });
  return isWhole ? text : undefined;
}

/** A megabyte of a source would bury the words around it. Never cuts a character in half. */
function shortened(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

const longest = 500;
