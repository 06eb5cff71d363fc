import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Decision, signDecision } from "@pgs/capabilities";
import { type Json, type JsonObject, rules } from "@pgs/governance";
import { nowhere } from "@pgs/runtime";
import { parseStrictJson } from "@pgs/transport";
import { Option } from "commander";
import type { Awaiting } from "./awaiting.ts";
import { kindOf, refusal } from "./awaiting.ts";
import { usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import { examples } from "./examples.ts";
import { addPlaceOptions, findPlace, type Place, type PlaceOptions } from "./place.ts";
import { readActor } from "./read-actor.ts";
import { readWord } from "./read-words.ts";
import { settleAwaited } from "./settle-awaited.ts";
import type { AddVerb } from "./verbs.ts";
import { type TraceChoice, traceChoices } from "./write-trace.ts";

interface DecideOptions extends PlaceOptions {
  readonly as?: string;
  readonly actor?: string;
  readonly keyFile?: string;
  readonly note?: string;
  readonly decision?: string;
  readonly print?: true;
  readonly trace: TraceChoice;
}

type DecideVerb = "approve" | "reject";

/** Declares the verb of a decision. */
export function addDecideVerb(decision: Decision["decision"], name: DecideVerb): AddVerb {
  return (program, invocation) => {
    const command = program
      .command(name)
      .argument("<id>", "what is awaited, as `pgs pending` lists it, or the run that waits for it")
      .option("--as <actor>", "who decides")
      .option("--actor <json>", "the attributes of who decides, as JSON")
      .option("--key-file <pem>", "the ed25519 private key that signs the decision")
      .option("--note <text>", "what is to be written down with it")
      .option("--decision <json>", "a decision that was made elsewhere: a file, - for standard input, or the JSON")
      .option("--print", "print the decision and send nothing")
      .addOption(new Option("--trace <files>", "what is written of the trace").choices(traceChoices).default("all"));
    addPlaceOptions(command)
      .addHelpText(
        "after",
        `\nExit codes: 0 taken; 3 refused, and the run goes on waiting; 6 taken, and the run failed.
${examples([
  `pgs ${name} AW_0123456789abcdef --as AC_CHIEF_V0 --actor '{"id": "c2"}'`,
  `pgs ${name} AW_0123456789abcdef --key-file chief.pem --print > decision.json`,
  `pgs ${name} AW_0123456789abcdef --decision decision.json`,
])}`,
      )
      .action(async (id: string, options: DecideOptions) => {
        invocation.exit = await decide(id, { decision, name, options, composition: invocation.composition });
      });
  };
}

interface Deciding {
  readonly decision: Decision["decision"];
  readonly name: DecideVerb;
  readonly options: DecideOptions;
  readonly composition: Composition;
}

async function decide(id: string, how: Deciding): Promise<number> {
  const { options, composition } = how;
  const place = await findPlace(options, composition);
  const isJson = options.json === true;
  const { signDecision: sign } = await import("@pgs/capabilities");
  const offer = (awaiting: Awaiting): Json | undefined => {
    const decision =
      options.decision === undefined ? makeDecision(awaiting, { ...how, place, sign }) : readDecision(how, place);
    if (options.print !== true) return decision;
    composition.terminal.out(`${JSON.stringify(decision, null, isJson ? 0 : 2)}\n`);
    return undefined;
  };
  return settleAwaited(id, { place, composition, choice: options.trace, isJson, offer });
}

/** A decision is bound to what the run asks for as it stands in the ledger now. */
function makeDecision(
  awaiting: Awaiting,
  how: Deciding & { readonly place: Place; readonly sign: typeof signDecision },
): Json {
  const { decision, options, composition, place, sign } = how;
  const { row, run } = awaiting;
  if (kindOf(row) !== "approval") {
    const problem = `it is no approval but a ${kindOf(row)}`;
    throw refusal(rules.awaitedSettleable({ id: row.id, problem }, nowhere), "see `pgs pending`");
  }
  const key = options.keyFile === undefined ? undefined : readKey(options.keyFile, composition);
  const owner = key && ownerOf(key, place);
  if (options.as === undefined && owner === undefined) {
    throw usageFailure("say who decides: `--as <actor>`, or `--key-file` with a key of the configuration");
  }
  const { approvers = [] } = run.inputs as JsonObject & { readonly approvers?: readonly string[] };
  const limits = place.workspace.limits;
  const said = readActor({ as: options.as, attributes: options.actor }, { actors: approvers, limits });
  const approver = options.as === undefined && owner !== undefined ? owner : said;
  const made: Decision = {
    decision,
    approver: { actor: approver.actor, attributes: approver.attributes },
    at: composition.clock.now(),
    ...(options.note === undefined ? {} : { note: options.note }),
    bound: JSON.parse(row.body) as Decision["bound"],
    nonce: Buffer.from(composition.entropy.bytes(16)).toString("hex"),
  };
  return (key === undefined ? made : sign(made, key)) as unknown as Json;
}

/** Whom the configuration lists a key for. */
function ownerOf(key: KeyObject, { workspace }: Place) {
  const mine = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
  const owner = workspace.approvers.find(({ public_key: listed }) => {
    const text = listed.includes("-----BEGIN") ? derOf(listed) : listed.trim();
    return text === mine;
  });
  return owner && { actor: owner.actor, attributes: owner.attributes ?? {} };
}

function derOf(pem: string): string {
  try {
    return createPublicKey(pem).export({ format: "der", type: "spki" }).toString("base64");
  } catch {
    return "";
  }
}

function readKey(file: string, { terminal }: Composition): KeyObject {
  const hint = "make one with `openssl genpkey -algorithm ed25519`";
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(resolve(terminal.currentFolder, file)));
  } catch (error) {
    // What the parser says may quote the key.
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw usageFailure(`\`--key-file\` ${isAbsent ? "names no file" : "is no private key in PEM"}`, hint);
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw usageFailure(`\`--key-file\` holds a key of another kind, \`${key.asymmetricKeyType}\``, hint);
}

function readDecision({ decision, name, options, composition }: Deciding, { workspace }: Place): Json {
  const { terminal } = composition;
  const bytes = readWord(options.decision ?? "", { terminal, option: "--decision" });
  const { payloadBytes: maxBytes, payloadDepth: maxDepth } = workspace.limits;
  const parsed = parseStrictJson(bytes, { maxBytes, maxDepth });
  if (parsed.kind === "issue") throw usageFailure(`\`--decision\` is no strict JSON: ${parsed.issue.message}`);
  const said = (parsed.value as { readonly decision?: Json } | null)?.decision;
  if (said !== decision && typeof said === "string") {
    throw usageFailure(`the decision says \`${said}\`, and \`pgs ${name}\` was typed`, "type what it says");
  }
  return parsed.value;
}
