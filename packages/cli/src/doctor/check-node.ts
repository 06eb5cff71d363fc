import type { Checkup } from "./checkup.ts";

/** The oldest that the command runs on. */
const oldest = [20, 19] as const;

export function checkNode(version: string): Checkup {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const fits = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  const problem = `Node ${version} is older than ${oldest.join(".")}, the oldest that this was tried with`;
  return { check: "node", seen: version, findings: fits ? [] : [{ problem, help: "install Node 20.19 or newer" }] };
}
