import { type Fqdn, nearestTo } from "@pgs/governance";
import type { Site } from "./sites.ts";

/**
 * What findings that come from one slip say alike, so that it is told once: causes for those that are shown as one,
 * topics for what one finding explains and another follows from.
 */

/** A node or step that is led to or read and does not stand in a file. */
export function missingNode(file: string, node: string): string {
  return `${file}: no node ${node}`;
}

/** A name that is not declared where a path goes. */
export function undeclaredRead(site: Site, { of, name }: { readonly of: string; readonly name: string }): string {
  const { file } = site.at;
  if (of === "$.results") return missingNode(file, name);
  return `${file}: no ${name} in ${of === "$.result" ? site.node : ""}${of}`;
}

/** A name that a path reads in vain: what gives it has another one, and so nothing gives it at the end either. */
export function unreadOutput(file: string, name: string): string {
  return `${file}: nothing gives ${name}`;
}

/** A node that no edge leads to. */
export function unreachedNode(file: string, node: string): string {
  return `${file}: nothing leads to ${node}`;
}

/** A circle that an edge makes, which the node it should lead to is cut off by. */
export function circularWorkflow(file: string): string {
  return `${file}: a circle`;
}

/** The names of the outcomes that an artifact declares. */
export function outcomeNames(fqdn: Fqdn): string {
  return `names of the outcomes of ${fqdn}`;
}

/** The outcomes that an artifact declares, against those that its steps leave with. */
export function outcomesOfSteps(fqdn: Fqdn): string {
  return `outcomes of the steps of ${fqdn}`;
}

/** Of the names that stand there, those that are not known, each with the missing one that it most likely means. */
export function meantInstead(present: readonly string[], known: readonly string[]): ReadonlyMap<string, string> {
  const missing = known.filter((name) => !present.includes(name));
  const meant = new Map<string, string>();
  for (const name of present) {
    const near = known.includes(name) ? undefined : nearestTo(name, missing);
    if (near !== undefined && ![...meant.values()].includes(near)) meant.set(name, near);
  }
  return meant;
}
