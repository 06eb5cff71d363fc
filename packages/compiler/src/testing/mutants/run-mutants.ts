import { isNear } from "./is-near.ts";
import { judgeAll, lineOf } from "./judge-all.ts";
import { chooseMutants, makeMutants } from "./make-mutants.ts";
import { readProtocols } from "./protocols.ts";

const [repository = ".", seed = "1", most = "Infinity"] = process.argv.slice(2);
const protocols = readProtocols(repository, ["packages/capabilities", "domains/blockchain", "domains/ai-governance"]);
const mutants = chooseMutants(makeMutants(protocols.originals, Number(seed)), {
  most: Number(most),
  seed: Number(seed),
});
const start = performance.now();
const judged = await judgeAll(mutants, protocols);
const wrong = judged.filter((each) => {
  if (each.kind !== "refused") return each.kind === "hole";
  const { mutant, findings } = each;
  const isRight = findings.some(({ code }) => mutant.operator.refusedBy.includes(code));
  return !isRight || !isNear(mutant, findings, protocols);
});
for (const each of wrong) say(lineOf(each, protocols));
const survivors = judged.filter(({ kind }) => kind === "harmless").map((each) => lineOf(each, protocols));
const reasons = new Map<string, number>();
for (const line of survivors) {
  const reason = line.slice(line.indexOf(" → ") + " → ".length);
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}
for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) say(`${count} ${reason}`);
const seconds = Math.round((performance.now() - start) / 1000);
say(`${judged.length} mutants, ${judged.length - survivors.length} refused, in ${seconds} s; ${wrong.length} wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
