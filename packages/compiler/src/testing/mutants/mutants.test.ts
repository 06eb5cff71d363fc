import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { isNear } from "./is-near.ts";
import { judgeSources } from "./judge.ts";
import { type Judged, judgeAll, lineOf } from "./judge-all.ts";
import { chooseMutants, makeMutants } from "./make-mutants.ts";
import { readProtocols } from "./protocols.ts";

const repository = fileURLToPath(new URL("../../../../..", import.meta.url));
const golden = fileURLToPath(new URL("mutants.txt", import.meta.url));
const protocols = readProtocols(repository, ["packages/capabilities", "domains/blockchain", "domains/ai-governance"]);
const seed = 1;
const mutants = chooseMutants(makeMutants(protocols.originals, seed), { most: 18, seed });
let judged: readonly Judged[] = [];

beforeAll(async () => {
  judged = await judgeAll(mutants, protocols);
}, 300_000);

// `npm run mutants` judges every mutant there is.
describe("the mutants of the real protocols", () => {
  test("are a thousand at least", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(1_000);
  });

  test("are made of protocols that nothing is wrong with", () => {
    const slices = new Set(protocols.originals.map((original) => protocols.around(original, "")));
    const findings = [...slices].map((parsed) => judgeSources(parsed, { sources: protocols.sources }).kind);
    expect(new Set(findings)).toEqual(new Set(["survives"]));
  });

  test("are refused, or do nothing that they do not declare", () => {
    expect(judged.filter(({ kind }) => kind === "hole").map((each) => lineOf(each, protocols))).toEqual([]);
  });

  test("are refused with a code that is right for the slip", () => {
    const wrong = judged.filter(
      (each) =>
        each.kind === "refused" && !each.findings.some(({ code }) => each.mutant.operator.refusedBy.includes(code)),
    );
    expect(wrong.map((each) => lineOf(each, protocols))).toEqual([]);
  });

  test("are refused where the slip is, or where its consequence is", () => {
    const astray = judged.filter((each) => each.kind === "refused" && !isNear(each.mutant, each.findings, protocols));
    expect(astray.map((each) => lineOf(each, protocols))).toEqual([]);
  });

  test("come to what is recorded of each", () => {
    const attempted = `${judged.map((each) => lineOf(each, protocols)).join("\n")}\n`;
    if (process.env["PGS_UPDATE"] === "1" && process.env["CI"] !== "true") writeFileSync(golden, attempted);
    expect(attempted).toBe(readFileSync(golden, "utf8"));
  });
});
