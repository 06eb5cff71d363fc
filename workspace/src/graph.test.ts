import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { jsonOf, pgs, repository } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { run, temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "ai_governance::WF_GOVERN_AGENT_ACTION_V0";
const seeds = fileURLToPath(new URL("../seeds", import.meta.url));

/** A workspace in which an agent was just denied a tool. */
function deniedRun(): { readonly cwd: string; readonly id: string; readonly trace: string } {
  const cwd = temporaryWorkspace(sealedDomains);
  pgs(["data", "load", "LICENSE_FACTS", join(seeds, "license_facts.json")], { cwd });
  const payload = readFileSync(join(seeds, "agent_action_unauthorized_tool.json"), "utf8");
  const { result } = run({ cwd, workflow, payload, args: ["--trace", "all"] });
  expect(result.terminal).toBe("denied");
  return { cwd, id: result.run, trace: join(cwd, result.trace) };
}

describe("the page of a run", () => {
  test("names the line of the source at which the rule stands", () => {
    const { cwd, id, trace } = deniedRun();
    const { cause } = jsonOf<{ cause: { step: string; declared: string } }>(pgs(["examine", id, "--json"], { cwd }));
    const [file = "", line = ""] = cause.declared.split(/:(?=\d+$)/);
    const source = readFileSync(join(repository, "workspace", file), "utf8").split("\n");
    expect(source[Number(line) - 1]).toContain(`step: ${cause.step}`);
    const page = readFileSync(trace.replace(/jsonl$/, "html"), "utf8");
    expect(page.replaceAll("<wbr/>", "")).toContain(`<code class="place">${cause.declared}</code>`);
    expect(page).toMatch(/<h1>Denied at <code>[^]*<\/h1>/);
  });

  test("is drawn later as it would have been at once", () => {
    const { cwd, id, trace } = deniedRun();
    const page = trace.replace(/jsonl$/, "html");
    const first = readFileSync(page);
    rmSync(page);
    const other = temporaryFolder(afterAll);
    const answer = pgs(["examine", id, "--render", "--workspace", cwd], { cwd: other });
    expect(answer.code).toBe(0);
    expect(answer.err).toContain(`${id}.html`);
    expect(readFileSync(page).equals(first)).toBe(true);
  });
});

describe("pgs graph", () => {
  test("draws a workflow within 100 columns of ASCII", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    for (const words of [[workflow], ["WF_REGISTER_ACTOR_UNVERIFIED_V0"], ["CC_RESOLVE_LICENSE_TIER_V0"], ["--all"]]) {
      const { code, out } = pgs(["graph", ...words], { cwd });
      expect(code).toBe(0);
      expect(out).toMatch(/^[\n\x20-\x7e]+$/);
      expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
    }
  });

  test.each([
    ["mermaid", /^flowchart TD\n/],
    ["dot", /^digraph "/],
    ["svg", /^<svg [^]*prefers-color-scheme: dark[^]*<\/svg>\n$/],
    ["json", /^\{"schemaVersion":1,"graph":\{/],
  ])("prints %s", (format, expected) => {
    const cwd = temporaryWorkspace(sealedDomains);
    for (const words of [[workflow], ["CC_RESOLVE_LICENSE_TIER_V0"]]) {
      const answer = pgs(["graph", ...words, "--format", format], { cwd });
      expect(answer).toMatchObject({ code: 0, err: "" });
      expect(answer.out).toMatch(expected);
    }
  });

  test("paints the path of a run on its workflow, on a contract of it and on the protocol", () => {
    const { cwd, id } = deniedRun();
    const draw = (...words: readonly string[]): string => pgs(["graph", "--run", id, ...words], { cwd }).out;
    expect(draw()).toContain("|== VIOLATION ==> AUDIT_UNAUTHORIZED_TOOL");
    expect(draw("CC_BIND_LICENSE_TO_TOOL_SURFACE_V0")).toContain("# 2. check_entitled");
    expect(draw("--all")).toContain("|-- * CC_NORMALIZE_AGENT_REQUEST_V0");
    expect(draw("--all")).toContain("|-- CC_VALIDATE_TOOL_PARAMETERS_V0");
    const elsewhere = pgs(["graph", "--run", id, "CC_GENERATE_ACTOR_ID_V0"], { cwd });
    expect(elsewhere).toMatchObject({ code: 2, out: "" });
    expect(elsewhere.err).toContain(`\`${id}\` never came to \`CC_GENERATE_ACTOR_ID_V0\``);
  });

  test("writes a picture where it is told to, whatever folders that takes", () => {
    const { cwd, id } = deniedRun();
    const file = join("pictures", "path.png");
    expect(pgs(["graph", "--run", id, "--out", file], { cwd })).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(join(cwd, file)).subarray(1, 4).toString()).toBe("PNG");
    expect(existsSync(join(cwd, dirname(file), "path.png.partial"))).toBe(false);
  });

  test.each([
    [[], "nothing is named to be drawn"],
    [["WF_REGISTER_ACTOR_UNVERIFED_V0"], "did you mean"],
    [["--all", "WF_X_V0"], "`--all` and `WF_X_V0` exclude each other"],
    [["--all", "--format", "png"], "`--out` is missing"],
  ])("refuses %j", (words, expected) => {
    const answer = pgs(["graph", ...words], { cwd: temporaryWorkspace(sealedDomains) });
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(expected);
  });
});
