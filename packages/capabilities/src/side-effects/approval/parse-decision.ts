import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import type { Decision } from "./decision.ts";

type Parsed = { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly problem: string };

/** Reads what was offered as a decision. Never lets a member through that the form does not have. */
export function parseDecision(offer: Json): Parsed {
  const problem = problemOf(offer, decisionForm, "") ?? nonceProblem(offer as JsonObject) ?? textProblem(offer);
  return problem === undefined ? { ok: true, decision: offer as unknown as Decision } : { ok: false, problem };
}

/** What a member has to be: a test and its name, a form of its own, or something that may be left out. */
type Form =
  | { readonly kind: "leaf"; readonly is: string; readonly fits: (value: Json) => boolean; readonly optional?: true }
  | { readonly kind: "record"; readonly members: Readonly<Record<string, Form>>; readonly optional?: true };

const longestNote = 1000;

const isText = (value: Json): value is string => typeof value === "string" && value !== "";
const text: Form = { kind: "leaf", is: "text", fits: isText };
const instant: Form = { kind: "leaf", is: "an instant as RFC 3339", fits: isInstant };
const note: Form = {
  kind: "leaf",
  is: `text of at most ${longestNote} characters`,
  fits: (value) => typeof value === "string" && [...value].length <= longestNote,
  optional: true,
};
const nonce: Form = {
  kind: "leaf",
  is: "32 to 128 hexadecimal digits",
  fits: (value) => typeof value === "string" && /^[0-9a-f]{32,128}$/.test(value),
  optional: true,
};
const verdict: Form = {
  kind: "leaf",
  is: "`approved` or `rejected`",
  fits: (value) => value === "approved" || value === "rejected",
};
const attributes: Form = { kind: "leaf", is: "an object", fits: isRecord };

const decisionForm: Form = {
  kind: "record",
  members: {
    decision: verdict,
    approver: { kind: "record", members: { actor: text, attributes } },
    at: instant,
    note,
    nonce,
    bound: {
      kind: "record",
      members: { approval: text, subject: text, program: text, requester: text, expires: instant },
    },
    signature: { kind: "record", members: { key: text, value: text }, optional: true },
  },
};

function problemOf(value: Json | undefined, form: Form, at: string): string | undefined {
  const name = at === "" ? "the decision" : `\`${at}\``;
  if (value === undefined) return form.optional === true ? undefined : `${name} is missing`;
  if (form.kind === "leaf") return form.fits(value) ? undefined : `${name} is not ${form.is}`;
  if (!isRecord(value)) return `${name} is not an object`;
  const odd = Object.keys(value).find((member) => !Object.hasOwn(form.members, member));
  if (odd !== undefined) return `${name} has a member \`${odd}\`, which it may not have`;
  return Object.entries(form.members)
    .map(([member, inner]) => problemOf(value[member], inner, at === "" ? member : `${at}.${member}`))
    .find((problem) => problem !== undefined);
}

/** Without one, what is withheld of a signed text could be found by trying. */
function nonceProblem({ signature, nonce: given }: JsonObject): string | undefined {
  return signature !== undefined && given === undefined ? "`nonce` is missing, which a signed one has" : undefined;
}

/** Text that has no bytes, or nesting without end, can be neither signed nor digested. */
function textProblem(offer: Json): string | undefined {
  try {
    canonicalize(offer);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "it has no canonical form";
  }
}

function isRecord(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

function isInstant(value: Json): boolean {
  return typeof value === "string" && instantForm.test(value) && !Number.isNaN(Date.parse(value));
}
