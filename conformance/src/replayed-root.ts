import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SourceRoot } from "@pgs/compiler";
import { platform } from "./situation.ts";

/** Greets by name and remembers whom; of the platform only what that needs, so that its snapshots stay small. */
const files = {
  "protocol/greeting/CT_GREET_V0.yaml": `artifact: replayed::CT_GREET_V0
code: greet.ts#greet
inputs: { name: { type: string } }
outputs: { greeting: { type: string } }
outcomes: { SUCCESS: [greeting], VIOLATION: [] }
cases:
  - { case: a name, inputs: { name: Ada }, outcome: SUCCESS }
  - { case: no name, inputs: { name: "" }, outcome: VIOLATION }
`,
  "protocol/greeting/WF_GREET_V0.yaml": `artifact: replayed::WF_GREET_V0
summary: Greet somebody, and remember whom.
payload: { name: { type: string } }
stores: { GREETED: registry }
nodes:
  GREET:
    transform: replayed::CT_GREET_V0
    inputs: { name: $.payload.name }
    next: { SUCCESS: REMEMBER, VIOLATION: DENIED }
  REMEMBER:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GREETED
    inputs: { key: $.results.GREET.greeting }
    next: { SUCCESS: GREETED, ALREADY_EXISTS: GREETED, VIOLATION: DENIED }
  GREETED: { exit: completed, outputs: { address: $.results.REMEMBER.address } }
`,
};

const borrowed = ["side_effects/CS_REGISTRY_V0.yaml", "vocabulary/VOCAB_OUTCOMES_V0.yaml"];

/** Remembers whom to greet, and waits until that is allowed. */
const asking = {
  "protocol/greeting/WF_GREET_V0.yaml": `artifact: replayed::WF_GREET_V0
payload: { name: { type: string } }
stores: { ASKED: registry, GREETED: registry }
nodes:
  ASK:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: ASKED
    inputs: { key: $.payload.name }
    next: { SUCCESS: WAIT, ALREADY_EXISTS: DENIED, VIOLATION: DENIED }
  WAIT:
    side_effect: capability_side_effects::CS_SIGNAL_V0
    op: AWAIT
    inputs: { name: allowed, expires_in_seconds: 3600 }
    next: { SUCCESS: REMEMBER, EXPIRED: DENIED, VIOLATION: DENIED }
  REMEMBER:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GREETED
    inputs: { key: $.payload.name }
    next: { SUCCESS: GREETED, ALREADY_EXISTS: GREETED, VIOLATION: DENIED }
  GREETED: { exit: completed, outputs: { address: $.results.REMEMBER.address, at: $.context.now } }
`,
};

/** Writes the sources of a program whose runs wait into a folder. */
export function writeAskingRoot(directory: string): SourceRoot {
  return writeRoot(directory, asking, [...borrowed, "side_effects/CS_SIGNAL_V0.yaml"]);
}

/** Writes the sources of the program whose runs are replayed into a folder. `word` is what it greets with. */
export function writeReplayedRoot(directory: string, word: string): SourceRoot {
  const greet = `export function greet({ name }: { readonly name: string }) {
  if (name === "") return { outcome: "VIOLATION", outputs: {}, reason: "the name is empty" } as const;
  return { outcome: "SUCCESS", outputs: { greeting: \`${word} \${name}\` } } as const;
}
`;
  return writeRoot(directory, { ...files, "src/greet.ts": greet }, borrowed);
}

function writeRoot(
  directory: string,
  texts: Readonly<Record<string, string>>,
  platformPaths: readonly string[],
): SourceRoot {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  for (const path of platformPaths) {
    cpSync(join(platform.directory, "protocol", path), join(directory, "protocol", path));
  }
  return { path: "replayed", directory };
}
