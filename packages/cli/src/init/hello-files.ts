/** The root of the README: a workflow, a transform and its code, by their places under the root. */
export const helloFiles: Readonly<Record<string, string>> = {
  "protocol/CT_GREET_V0.yaml": `artifact: CT_GREET_V0
code: greet.ts#greet
inputs: { name: { type: string, maxLength: 40 } }
outputs: { greeting: { type: string } }
cases:
  - { case: by name, inputs: { name: Ada }, outcome: SUCCESS, outputs: { greeting: "Hello, Ada" } }
`,
  "src/greet.ts": `export const greet = ({ name }: { readonly name: string }) =>
  ({ outcome: "SUCCESS", outputs: { greeting: \`Hello, \${name}\` } }) as const;
`,
  "protocol/WF_GREET_V0.yaml": `artifact: WF_GREET_V0
summary: Greet somebody, and remember whom.
payload: { name: { type: string, minLength: 1, maxLength: 40 } }
stores: { GUESTS: registry }
nodes:
  GREET:
    transform: CT_GREET_V0
    inputs: { name: $.payload.name }
    next: { SUCCESS: REMEMBER }
  REMEMBER:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GUESTS
    inputs: { key: $.payload.name }
    next: { SUCCESS: GREETED, ALREADY_EXISTS: GREETED, VIOLATION: DENIED }
  GREETED:
    exit: completed
    outputs: { greeting: $.results.GREET.greeting }
`,
};
