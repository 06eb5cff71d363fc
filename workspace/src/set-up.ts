import { rmSync } from "node:fs";
import { pgs, repository } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { payHome, sealPay } from "./sealed-pay.ts";

/** Seals what most tests use once for all of them, by the command, which takes over what is unchanged since the last time. */
export function setup(): void {
  const answer = pgs(["compile", "--workspace", "workspace", "--out", sealedDomains], { cwd: repository });
  if (answer.code !== 0) throw new Error(`the domains do not compile:\n${answer.out}${answer.err}`);
  // A file that the root no longer has would still be compiled.
  rmSync(payHome, { recursive: true, force: true });
  sealPay(payHome);
}
