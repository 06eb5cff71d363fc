import type { Json, JsonObject } from "@pgs/governance";
import type { Reason } from "../kernel/state.ts";
import { withheld } from "../kernel/take-step.ts";
import { instantText } from "./span-text.ts";
import type { AwaitedAt } from "./trace-line.ts";

/** What a ledger says of what a run waits for: a trace has no more than what and where. */
export interface AwaitedNow {
  /** Whether it is an effect of which nobody knows whether it was performed. */
  readonly isUnknown: boolean;
  /** Why nobody does; empty: nothing is known of that either. */
  readonly why: string;
  /** RFC 3339; empty: no time ends it. */
  readonly due: string;
  /** What the operation was given; what is sensitive is masked. */
  readonly inputs: JsonObject;
  /** The runs that it began and waits for, in the order of its list. `ended`: how, or that it waits. */
  readonly children: readonly { readonly run: string; readonly workflow: string; readonly ended: string }[];
}

/** Says what a run waits for, e.g. "for a decision of `pay::AC_CHIEF_V0`, until 2026-01-02 00:00:00 UTC". */
export function awaitedText(awaits: AwaitedAt, now: AwaitedNow | undefined): string {
  const until = now === undefined || now.due === "" ? "" : `, until ${instantText(now.due)}`;
  const asked = `\`${codeOf(awaits.side_effect)}\` ${awaits.op}`;
  switch (awaits.kind) {
    case "effect":
      return now?.isUnknown === true
        ? `nobody knows whether ${asked} was performed${whyText(now)}`
        : `for what ${asked} answers`;
    case "children":
      return "for the runs that it began";
    case "wait":
      return `for ${wordOf(awaits, now) ?? asked}${until}`;
  }
}

/** What people are asked; undefined: it is no decision that is awaited, or the question is sensitive. */
export function questionOf(
  now: AwaitedNow | undefined,
): { readonly summary: string; readonly subject: Json } | undefined {
  const { approvers, summary, subject = null } = now?.inputs ?? {};
  return Array.isArray(approvers) && typeof summary === "string" ? { summary, subject } : undefined;
}

/** The reason of a run that waits, in the words of what it waits for. */
export function waitingReason({ at }: AwaitedAt, text: string): Reason {
  return { code: "WAITING", message: text.startsWith("for ") ? `waits ${text}` : text, at };
}

function whyText({ why }: AwaitedNow): string {
  return why === "" || why === withheld ? "" : `: ${why}`;
}

function wordOf({ side_effect }: AwaitedAt, now: AwaitedNow | undefined): string | undefined {
  const { approvers, name } = now?.inputs ?? {};
  const given = (value: string): string => (value === "" ? "" : ` ${value}`);
  switch (codeOf(side_effect)) {
    case "CS_APPROVAL_V0": {
      const by = Array.isArray(approvers) ? approvers.map((approver) => `\`${String(approver)}\``).join(" or ") : "";
      return `a decision${given(by === "" ? "" : `of ${by}`)}`;
    }
    case "CS_SIGNAL_V0":
      return `the signal${given(typeof name === "string" ? `\`${name}\`` : "")}`;
    case "CS_TIMER_V0":
      return "its time";
    default:
      return undefined;
  }
}

function codeOf(fqdn: string): string {
  return fqdn.slice(fqdn.indexOf("::") + 2);
}
