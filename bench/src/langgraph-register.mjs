import { createRequire } from "node:module";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { mapStores } from "./map-stores.mjs";
import { registerSteps } from "./register-steps.mjs";
import { requestText } from "./sealed-register.mjs";

/**
 * The workflow as a graph of nodes whose state is checkpointed in SQLite after each, which is how LangGraph.js makes a
 * run durable. The stores are maps: only the checkpoints are on the disk. Undefined when its driver is not built.
 */
export function langgraphRegister({ linked, host, file }) {
  const saver = openSaver(file);
  if (saver === undefined) return undefined;
  const steps = registerSteps({ linked, host });
  const stores = mapStores();
  const last = { reducer: (_, next) => next };
  const state = Annotation.Root({ record: Annotation(last), actor: Annotation(last), outcome: Annotation(last) });
  const isDone = ({ outcome }) => outcome === "SUCCESS" || outcome === "ALREADY_EXISTS";
  const graph = new StateGraph(state)
    .addNode("identify", ({ record }) => ({ actor: steps.identify(record) }))
    .addNode("register", ({ record, actor }) => ({ outcome: steps.register(record, actor, stores.actors) }))
    .addNode("append", ({ record, actor: id }) => ({ outcome: steps.append(record, id, stores.events) }))
    .addEdge(START, "identify")
    .addEdge("identify", "register")
    .addConditionalEdges("register", (at) => (isDone(at) ? "append" : END))
    .addEdge("append", END)
    .compile({ checkpointer: saver });
  let next = 0;
  return async (count) => {
    for (let done = 0; done < count; done += 1) {
      next += 1;
      const { actor_record: record } = JSON.parse(requestText(next));
      const { outcome } = await graph.invoke({ record }, { configurable: { thread_id: `${next}` } });
      if (outcome !== "SUCCESS") throw new Error("the graph did not register");
    }
  };
}

function openSaver(file) {
  try {
    createRequire(import.meta.url)("better-sqlite3");
    const saver = SqliteSaver.fromConnString(file);
    saver.db.pragma("journal_mode = WAL");
    saver.db.pragma("synchronous = FULL");
    return saver;
  } catch (error) {
    process.stderr.write(`LangGraph.js is left out: ${error.message}\n`);
    return undefined;
  }
}
