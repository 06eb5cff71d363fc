import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { payProtocol } from "./pay-protocol.ts";
import { pgs } from "./pgs-command.ts";
import { writeFiles } from "./temporary-workspace.ts";

/** Where `set-up.ts` writes and seals `pay`, once for all tests. Whoever changes something there changes a copy. */
export const payHome = fileURLToPath(new URL("../dist/pay", import.meta.url));
export const sealedPay = join(payHome, "snapshot");

/** Writes the root `pay` into a folder, seals it there, and gives the snapshot. */
export function sealPay(folder: string, files = payProtocol("Pay?")): string {
  writeFiles(folder, files);
  const out = join(folder, "snapshot");
  const answer = pgs(["compile", "pay", "--out", out], { cwd: folder });
  if (answer.code !== 0) throw new Error(`pay does not compile:\n${answer.out}${answer.err}`);
  return out;
}
