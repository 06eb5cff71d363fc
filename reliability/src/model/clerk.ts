/**
 * A process that asks what it is told to ask, on a data root that it shares with others. Each line of its input is an
 * order; it answers each with a line, and asks without waiting for what it asked before.
 */
import { createInterface } from "node:readline";
import { openSqliteLedger, openTenantVault, sideEffectHost, sqliteDefaults } from "@pgs/capabilities";
import { createEngine, type Engine, type Ledger } from "@pgs/runtime";
import { openMade } from "../system/open-made.ts";
import type { Order } from "./open-clerks.ts";

interface Opened {
  readonly engine: Engine;
  readonly ledger: Ledger;
}

let opened: Opened | undefined;

function open({ program, folder }: Extract<Order, { kind: "open" }>): Opened {
  const { linked } = openMade(program);
  const ledger = openSqliteLedger({ ...sqliteDefaults, batchAfter: 1, path: `${folder}/pgs.db` });
  const vault = openTenantVault({ tenant: "default", file: `${folder}/default.key` }, ledger);
  if (!vault.ok) throw new Error(vault.finding.message);
  const clock = { now: () => new Date().toISOString() };
  const entropy = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };
  const host = sideEffectHost("0.1.0");
  return {
    ledger,
    engine: createEngine({ linked, host, clock, entropy, vault: vault.vault, tenant: "default", ledger }),
  };
}

async function obey(order: Order): Promise<unknown> {
  if (order.kind === "open") {
    opened = open(order);
    return "opened";
  }
  if (opened === undefined) throw new Error("nothing is open");
  if (order.kind === "close") {
    await opened.engine.close();
    opened.ledger.close();
    return "closed";
  }
  if (order.kind === "settle") return opened.engine.settle(order.id, order.offer);
  const { workflow, payload, key } = order;
  return opened.engine.submit({
    workflow,
    payloadText: JSON.stringify(payload),
    refusals: [],
    key,
    actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
  });
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, order } = JSON.parse(line) as { readonly id: number; readonly order: Order };
  process.stdout.write(`${JSON.stringify({ id, answer: await obey(order) })}\n`);
});
