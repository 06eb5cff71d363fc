/**
 * The first thing a newcomer sees: real commands on real input, each checked. Fails loudly if anything it says is not so.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const workspace = fileURLToPath(new URL(".", import.meta.url));
const command = fileURLToPath(new URL("../packages/cli/bin/pgs.cjs", import.meta.url));
const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (colours ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text) => (colours ? `\u001b[2m${text}\u001b[0m` : text);

const register =
  "run --wf blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0 --payload seeds/register_actor_unverified_payload.json";
const govern = "run --wf ai_governance::WF_GOVERN_AGENT_ACTION_V0 --payload seeds/agent_action_unauthorized_tool.json";
const revoke = "run --wf ai_governance::WF_GOVERN_AGENT_ACTION_V0 --payload seeds/agent_action_revoke_license.json";
const data = "--data-root data/demo";

forgetEarlierDemos();

say("Two domains are declared in YAML. The compiler proves them closed and seals one snapshot.");
pgs("compile");

say("Register an actor, then register the same actor again.");
const first = pgs(`${register} ${data}`);
const registry = readFileSync(join(workspace, "data/demo/registry/ACTOR.json"), "utf8");
const second = pgs(`${register} ${data}`);
expect("the second run finds the actor", second.includes("ALREADY_EXISTS"));
expect(
  "both runs give the same id",
  [first, second].every((text) => text.includes("A_dc6e2a7ae93b8bae")),
);
expect(
  "the registry did not change by a byte",
  registry === readFileSync(join(workspace, "data/demo/registry/ACTOR.json"), "utf8"),
);
const history = readFileSync(join(workspace, "data/demo/events/ACTOR_EVENTS.jsonl"), "utf8").trimEnd().split("\n");
expect("the history grew to two lines", history.length === 2);

say("An AI agent asks for a tool that the user's licence does not entitle it to.");
pgs(`data load LICENSE_FACTS seeds/license_facts.json ${data}`);
const denied = pgs(`${govern} ${data}`, 3);
expect("the protocol refused it, exit code 3, and says why", denied.includes("UNAUTHORIZED_TOOL"));

say("It asks for one that no agent uses unattended: the run waits for a supervisor, if need be for a day.");
pgs(`${revoke} ${data}`, 5);
const [{ id }] = JSON.parse(quietly(`pending --json ${data}`)).waiting;
const decide = `approve ${id} --as ai_governance::AC_SUPERVISOR_V0 --actor`;
pgs(`${decide} {"user_id":"EMP_ENT_001"} ${data}`, 3);
const { waiting } = JSON.parse(quietly(`pending --json ${data}`));
expect("nobody approves what is asked for on their own behalf: the run goes on waiting", waiting.length === 1);
const approved = pgs(`${decide} {"user_id":"SUP_1"} ${data}`);
expect("another person may, and the run goes on to its end", approved.includes("EXIT_APPROVED"));

say("Every run left a trace. It proves itself.");
const [newest] = JSON.parse(quietly(`runs --json --limit 1 ${data}`)).runs;
const examined = pgs(`examine ${newest.run} ${data}`);
expect("the chain is intact and anchored in the data root", examined.includes("intact, anchored"));
const picture = join("traces", newest.run, `${newest.run}.png`);
expect("the picture is there", existsSync(join(workspace, picture)));

process.stdout.write(`\n${bold("See for yourself:")} workspace/${picture}\n`);

/** Prints a command as one would type it, runs it, shows what it answers, and gives that. */
function pgs(words, expected = 0) {
  process.stdout.write(`\n${bold(`$ pgs ${words}`)}\n`);
  const { status, stdout, stderr } = start(words);
  process.stdout.write(`${stdout}${stderr}`.replace(/^(?=.)/gm, "  "));
  if (status !== expected) fail(`\`pgs ${words}\` ended with ${status} and not with ${expected}`);
  return stdout;
}

function quietly(words) {
  const { status, stdout, stderr } = start(words);
  if (status !== 0) fail(`\`pgs ${words}\` ended with ${status}: ${stderr}`);
  return stdout;
}

function start(words) {
  const env = { ...process.env, ...(colours ? { FORCE_COLOR: "1" } : {}) };
  return spawnSync(process.execPath, [command, ...words.split(" ")], { cwd: workspace, encoding: "utf8", env });
}

function say(sentence) {
  process.stdout.write(`\n${sentence}\n`);
}

function expect(claim, isTrue) {
  if (!isTrue) fail(`it is not true that ${claim}`);
  process.stdout.write(`${dim(`  ✓ ${claim}`)}\n`);
}

function fail(sentence) {
  process.stderr.write(`\nthe demo failed: ${sentence}\n`);
  process.exit(1);
}

/** Its data folder is its own; of the traces, only those of the runs in it. */
function forgetEarlierDemos() {
  const answer = start(`runs --json --limit 1000 ${data}`);
  const { runs } = answer.status === 0 ? JSON.parse(answer.stdout) : { runs: [] };
  for (const { run } of runs) rmSync(join(workspace, "traces", run), { recursive: true, force: true });
  rmSync(join(workspace, "data/demo"), { recursive: true, force: true });
}
