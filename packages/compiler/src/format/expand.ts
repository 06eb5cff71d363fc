import { codeOf, fileNameOf } from "@pgs/governance";
import { writeYaml } from "../2-parse/write-yaml.ts";
import type { BoundArtifact, BoundProtocol } from "../3-bind/bound.ts";
import { formatSource } from "./format.ts";

/** An artifact that is written out in full: where it belongs under its root, and its text in canonical form. */
export interface Expanded {
  /** The path of its root as the sources name it. */
  readonly root: string;
  /** `protocol/<subdomain>/<CODE>.yaml`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes every artifact out without short forms, what a workflow brings along as artifacts of their own, in the order
 * of their names. Compiled, they are the same program.
 */
export function expandProtocol({ artifacts }: BoundProtocol): readonly Expanded[] {
  return [...artifacts.values()].map((artifact) => ({
    root: artifact.source.root.path,
    path: `protocol/${folderOf(artifact)}${codeOf(artifact.fqdn)}.yaml`,
    text: textOf(artifact),
  }));
}

function folderOf({ subdomain }: BoundArtifact): string {
  return subdomain === "" ? "" : `${subdomain}/`;
}

function textOf({ fqdn, full }: BoundArtifact): string {
  const text = writeYaml(full);
  return formatSource({ path: fileNameOf(fqdn), text }).text ?? text;
}
