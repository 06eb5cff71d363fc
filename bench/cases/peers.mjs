import { join } from "node:path";
import { sideEffectHost } from "@pgs/capabilities";
import { engineOn } from "../src/durable-register.mjs";
import { langgraphRegister } from "../src/langgraph-register.mjs";
import { mapStores } from "../src/map-stores.mjs";
import { compare, measureInTurns } from "../src/measure.mjs";
import { traversal } from "../src/memory-register.mjs";
import { requestText, scratch, sealRegister } from "../src/sealed-register.mjs";
import { xstateRegister } from "../src/xstate-register.mjs";

/**
 * The register workflow in XState v5 (in memory) and LangGraph.js (with its SQLite checkpointer), as their own guides
 * have it, with the same transforms and side effects. Neither validates a request, declares an outcome or leaves a proof.
 */
export async function peers() {
  const { linked } = sealRegister();
  const host = sideEffectHost("0.1.0");
  const traverse = traversal(linked, host);
  const xstate = xstateRegister({ linked, host });
  const memory = await measureInTurns(
    {
      pgs: (count) => {
        const stores = mapStores();
        for (let i = 0; i < count; i += 1) traverse({ text: requestText(i), stores });
      },
      xstate: (count) => {
        const stores = mapStores();
        for (let i = 0; i < count; i += 1) xstate({ i, stores });
      },
    },
    { rounds: 11, count: 2000, clock: "cpu" },
  );
  const rows = [compare("register in memory", { pgs: memory.pgs, other: memory.xstate, against: "XState" })];
  const langgraph = langgraphRegister({ linked, host, file: join(scratch, "langgraph.db") });
  if (langgraph === undefined) return rows;
  const engine = engineOn(join(scratch, "peer.db"), linked);
  const durable = await measureInTurns(
    { pgs: (count) => engine.run(count, 1), langgraph: (count) => langgraph(count) },
    { rounds: 9, count: 100 },
  );
  await engine.close();
  rows.push(
    compare("register, durable, one at a time", {
      pgs: durable.pgs,
      other: durable.langgraph,
      against: "LangGraph.js",
    }),
  );
  return rows;
}
