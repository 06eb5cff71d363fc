import type { Type } from "@pgs/governance";
import type { BoundInvoke, Expr } from "../3-bind/bound.ts";
import { frozenCode, keyCode, neededCode } from "./javascript.ts";
import { readerCode } from "./reader-code.ts";
import { type Scope, sourceOfPath, typeOfExpr } from "./scope.ts";

/**
 * Prints the function of a frame that gives the children of an invocation, `{children: [{workflow, payload}]}`, in the
 * order of the list. Payloads are given as they are bound: their defaults are the child's admission's.
 */
export function invokeCode(invoke: BoundInvoke, scope: Scope): string {
  const perItem = { ...scope, ...itemOf(invoke.each, scope) };
  const payload = readerCode(invoke.payload, perItem, []);
  const given = frozenCode(`payload(${perItem.item === undefined ? "f" : "f, i"})`);
  const child = frozenCode(`{ payload: ${given}, workflow: ${workflowCode(invoke, perItem)} }`);
  const prelude = `const payload = ${payload};`;
  if (invoke.each === undefined) return `(f) => { ${prelude} return { children: ${frozenCode(`[${child}]`)} }; }`;
  const list = codeOfPath(invoke.each, scope);
  return `(f) => { ${prelude} const children = []; for (const i of ${list}) children.push(${child}); return { children: ${frozenCode("children")} }; }`;
}

function itemOf(each: Expr | undefined, scope: Scope): { readonly item?: Type } {
  if (each === undefined) return {};
  const type = typeOfExpr(each, scope);
  return { item: type?.kind === "array" ? type.items : { kind: "any" } };
}

function workflowCode({ by, cases }: BoundInvoke, scope: Scope): string {
  const [only] = cases;
  if (by === undefined) return JSON.stringify(only?.workflow.fqdn ?? "");
  const members = [...cases]
    .sort((a, b) => ((a.value ?? "") < (b.value ?? "") ? -1 : 1))
    .map(({ value = "", workflow }) => `${keyCode(value)}: ${JSON.stringify(workflow.fqdn)}`);
  return neededCode(`({ ${members.join(", ")} })[${codeOfPath(by, scope)}]`);
}

function codeOfPath(expr: Expr, scope: Scope): string {
  if (expr.kind !== "path") throw new Error("internal: an invocation decides by something that is no path");
  return sourceOfPath(expr.path, scope).code;
}
