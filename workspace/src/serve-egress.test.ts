import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { afterAll, describe, expect, test } from "vitest";
import { pgs } from "./pgs-command.ts";
import { ask, startServer } from "./serve-process.ts";
import { temporaryFolder, temporaryWorkspace, writeFiles } from "./temporary-workspace.ts";

/** A protocol of somebody else's, with a route that wants a key and answers in names of its own. */
const hello = {
  "hello/protocol/TI_HELLO_V0.yaml":
    "artifact: TI_HELLO_V0\nmethod: PUT\npath: /api/v1/hello\nworkflow: WF_HELLO_V0\negress: TE_HELLO_V0\nkey: required\n",
  "hello/protocol/TE_HELLO_V0.yaml":
    "artifact: TE_HELLO_V0\nworkflow: WF_HELLO_V0\nexits:\n  GREETED: { outputs: { text: $.outputs.greeting } }\n",
  "hello/protocol/WF_HELLO_V0.yaml": `artifact: WF_HELLO_V0
actors: [AC_GUEST_V0]
payload: { name: { type: string } }
nodes:
  GREET:
    transform: CT_GREET_V0
    inputs: { name: $.payload.name }
    next: { SUCCESS: GREETED, VIOLATION: DENIED }
  GREETED: { exit: completed, outputs: { greeting: $.results.GREET.greeting, name: $.payload.name } }
`,
  "hello/protocol/AC_GUEST_V0.yaml": "artifact: AC_GUEST_V0\ntype: person\n",
  "hello/protocol/CT_GREET_V0.yaml": `artifact: CT_GREET_V0
code: greet.ts#greet
inputs: { name: { type: string } }
outputs: { greeting: { type: string } }
outcomes: { SUCCESS: [greeting], VIOLATION: [] }
cases:
  - { case: greeted, inputs: { name: Ada }, outcome: SUCCESS, outputs: { greeting: "hello, Ada" } }
  - { case: nameless, inputs: { name: "" }, outcome: VIOLATION }
`,
  "hello/src/greet.ts": `export function greet({ name }: { readonly name: string }) {
  if (name === "") return { outcome: "VIOLATION", outputs: {} } as const;
  return { outcome: "SUCCESS", outputs: { greeting: \`hello, \${name}\` } } as const;
}
`,
};

const scratch = temporaryFolder(afterAll);
const snapshot = join(scratch, "snapshot");
writeFiles(scratch, hello);
const compiled = pgs(["compile", "hello", "--out", snapshot], { cwd: scratch });

async function put(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const init = {
    method: "PUT",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, init);
  return [response.status, (await response.json()) as JsonObject] as const;
}

describe("a route with an egress", () => {
  test("answers by its names, wants its key, and tells a denial apart", async () => {
    expect(compiled.code).toBe(0);
    const server = await startServer(temporaryWorkspace(snapshot));
    const url = `${server.address}/api/v1/hello`;
    const [status, told] = await put(url, { name: "Ada" }, { "idempotency-key": "1" });
    expect([status, told]).toMatchObject([200, { exit: "GREETED", outputs: { text: "hello, Ada" }, duplicate: false }]);
    expect(told["outputs"]).toEqual({ text: "hello, Ada" });
    expect(await put(url, { name: "Ada" }, { "idempotency-key": "1" })).toMatchObject([200, { duplicate: true }]);
    expect(await put(url, { name: "" }, { "idempotency-key": "2" })).toMatchObject([403, { terminal: "denied" }]);
    expect(await put(url, { name: "Ada" })).toMatchObject([400, { error: "key_required" }]);
    expect((await ask(url, { body: {} })).headers.get("allow")).toBe("PUT");
  });
});
