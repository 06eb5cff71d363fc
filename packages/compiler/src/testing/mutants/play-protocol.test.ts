import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bind } from "../../3-bind/bind.ts";
import { lower } from "../../5-lower/lower.ts";
import { makeMutants } from "./make-mutants.ts";
import { playProtocol } from "./play-protocol.ts";
import { readProtocols } from "./protocols.ts";

const repository = fileURLToPath(new URL("../../../../..", import.meta.url));
const protocols = readProtocols(repository, ["packages/capabilities", "domains/blockchain"]);
const mutants = makeMutants(protocols.originals, 1);

/** What is seen when a mutant runs although the checker refuses it. */
function seenOf(name: string): string | undefined {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`there is no mutant ${name}`);
  const { source } = mutant.original;
  const parsed = protocols
    .around(mutant.original, "")
    .map((other) => (other === source ? { ...source, tree: mutant.tree } : other));
  const protocol = bind(parsed, protocols.sources).value;
  if (protocol === undefined) throw new Error("there is no graph");
  return playProtocol({ protocol, lowered: lower(protocol) }, 1);
}

describe("playing a protocol that the checker refuses", () => {
  test("meets a value that is not there", () => {
    const seen = seenOf("guarantee-dropped@blockchain::CC_DERIVE_WALLET_KEYS_V0:outcomes.SUCCESS.1");
    expect(seen).toMatch(/^PGS7025 the program reads a value that is not there/);
  });

  test("meets a value of another type", () => {
    const seen = seenOf("type-changed@blockchain::ENTITY_WALLET_V0:fields.actor_id");
    expect(seen).toMatch(/^the inputs of WRITE at value\.actor_id: .+ where a whole number is declared$/);
  });

  test("meets a literal that a contract does not take", () => {
    const seen = seenOf("path-made-literal@blockchain::WF_CREATE_WALLET_V0:nodes.RECORD.inputs.actor_id");
    expect(seen).toMatch(/^the inputs of (APPEND|RECORD) at .+ where text is declared$/);
  });
});
