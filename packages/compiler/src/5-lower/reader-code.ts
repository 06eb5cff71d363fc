import type { Field, Type } from "@pgs/governance";
import type { BoundEntry, Expr } from "../3-bind/bound.ts";
import { frozenCode, frozenLiteralCode, keyCode, neededCode } from "./javascript.ts";
import type { Scope } from "./scope.ts";
import { sourceOfPath } from "./scope.ts";

/**
 * Prints the function of a frame that gives an object of `entries`. A source that is absent is left out; a field of
 * `target` that is unbound or absent gets its default. Equal meaning gives equal text: entries come by code unit.
 * The function throws where a value is missing that was proved to be there, and what it makes is frozen but for the
 * object that it gives. Never reads an inherited property, and never shares a literal between two calls.
 */
export function readerCode(entries: readonly BoundEntry[], scope: Scope, target: readonly Field[]): string {
  const body: Body = { statements: [], scope, next: 0 };
  const value = objectCode(entries, target, body);
  const parameters = scope.item === undefined ? "f" : "f, i";
  if (body.statements.length === 0) return `(${parameters}) => (${value})`;
  return `(${parameters}) => { ${body.statements.join(" ")} return ${value}; }`;
}

interface Body {
  readonly statements: string[];
  readonly scope: Scope;
  next: number;
}

function objectCode(entries: readonly BoundEntry[], target: readonly Field[], body: Body): string {
  const members: { name: string; code: string }[] = [];
  const gaps: { name: string; code: string }[] = [];
  for (const entry of [...entries].sort(byName)) {
    const field = target.find(({ name }) => name === entry.name);
    const code = exprCode(entry.value, field?.type, body);
    if (!isGap(entry.value, body.scope)) members.push({ name: entry.name, code });
    else if (field?.default === undefined) gaps.push({ name: entry.name, code: keep(code, body) });
    else {
      const kept = keep(code, body);
      members.push({ name: entry.name, code: `${kept} === undefined ? ${frozenLiteralCode(field.default)} : ${kept}` });
    }
  }
  for (const field of target) {
    if (field.default === undefined || entries.some(({ name }) => name === field.name)) continue;
    members.push({ name: field.name, code: frozenLiteralCode(field.default) });
  }
  const literal = membersCode(members);
  if (gaps.length === 0) return literal;
  const kept = keep(literal, body);
  for (const gap of gaps) {
    body.statements.push(`if (${gap.code} !== undefined) ${kept}[${JSON.stringify(gap.name)}] = ${gap.code};`);
  }
  return kept;
}

function exprCode(expr: Expr, type: Type | undefined, body: Body): string {
  switch (expr.kind) {
    case "literal":
      return frozenLiteralCode(expr.value);
    case "path": {
      const { code, mayBeAbsent } = sourceOfPath(expr.path, body.scope);
      if (mayBeAbsent) return code;
      // A record of the frame itself: nobody froze its top. What stands in one is frozen already.
      return expr.path.segments.length === 0 ? frozenCode(neededCode(code)) : neededCode(code);
    }
    case "object":
      return frozenCode(objectCode(expr.entries, type?.kind === "object" ? type.properties : [], body));
    case "array": {
      const items = expr.items.map((item) => exprCode(item, type?.kind === "array" ? type.items : undefined, body));
      return frozenCode(`[${items.join(", ")}]`);
    }
  }
}

function membersCode(members: readonly { readonly name: string; readonly code: string }[]): string {
  const sorted = [...members].sort(byName).map(({ name, code }) => `${keyCode(name)}: ${code}`);
  return sorted.length === 0 ? "{}" : `{ ${sorted.join(", ")} }`;
}

/** Puts a value in a constant, so that it is read once. */
function keep(code: string, body: Body): string {
  const name = `v${body.next}`;
  body.next += 1;
  body.statements.push(`const ${name} = ${code};`);
  return name;
}

function isGap(expr: Expr, scope: Scope): boolean {
  return expr.kind === "path" && sourceOfPath(expr.path, scope).mayBeAbsent;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
