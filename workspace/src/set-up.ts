import { pgs, repository } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";

/** Seals both domains once for all tests, by the command, which takes over what is unchanged since the last time. */
export function setup(): void {
  const answer = pgs(["compile", "--workspace", "workspace", "--out", sealedDomains], { cwd: repository });
  if (answer.code !== 0) throw new Error(`the domains do not compile:\n${answer.out}${answer.err}`);
}
