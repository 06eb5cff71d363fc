import type { Field, JsonObject, Type } from "@pgs/governance";
import { printFields } from "../../3-bind/full/print-fields.ts";
import { recordOf } from "../play/undeclared.ts";
import { bindInputs, type Sight } from "./bindings.ts";
import type { Maker, Signed } from "./maker.ts";
import { sourcesIn } from "./source.ts";

/** A workflow that others run. `payload` is what it takes, `answer` what it gives when it completes. */
export interface MadeChild {
  readonly code: string;
  readonly payload: readonly Field[];
  readonly answer: readonly Field[];
}

/** What a step that runs a child takes and gives, and how it is written. */
interface Invoked {
  readonly used: Signed;
  readonly says: JsonObject;
}

/** Declares a workflow that answers what it is asked. */
export function declareChild(maker: Maker, payload: readonly Field[]): MadeChild {
  const code = "WF_OTHER_V0";
  const answer = payload.map(({ name, type, optional }) => ({ name: `${name}_again`, type, optional }));
  const outputs = Object.fromEntries(payload.map(({ name }) => [`${name}_again`, `$.payload.${name}`]));
  const actors = maker.attributes.length > 0 ? { actors: ["AC_WHO_V0"] } : {};
  const nodes = { DONE: { exit: "completed", outputs } };
  maker.artifacts.set(code, { artifact: `made::${code}`, payload: printFields(payload), ...actors, nodes });
  return { code, payload, answer };
}

/** Runs a child once, or for each item of a list where there is one. */
export function chooseInvoke(maker: Maker, child: MadeChild, sight: Sight): Invoked {
  const lists = sight.assigned.filter(({ type, optional }) => type.kind === "array" && !optional && !type.nullable);
  const list = lists.length > 0 && maker.choices.chance(60) ? maker.choices.pick(lists) : undefined;
  if (list?.type.kind !== "array") {
    const payload = bindInputs(maker, child.payload, sight);
    return { used: once(child), says: { invoke: child.code, payload } };
  }
  const items = sourcesIn("$.item", { type: list.type.items, optional: false });
  const payload = bindInputs(maker, child.payload, { ...sight, assigned: [...sight.assigned, ...items, ...items] });
  return { used: forEach(child), says: { invoke: child.code, each: list.path, payload } };
}

/** What the operation that runs one child takes and gives. */
export function once({ answer }: MadeChild): Signed {
  return {
    code: "EXECUTE",
    inputs: [],
    outputs: [
      { name: "execution_result", type: recordOf(answer), optional: false },
      { name: "run", type: text, optional: false },
    ],
    outcomes: { SUCCESS: ["execution_result", "run"], VIOLATION: ["run"], BACKEND_ERROR: ["run"] },
  };
}

/** What the operation that runs a child for each item takes and gives. */
export function forEach({ answer }: MadeChild): Signed {
  const ended = answer.map((field) => ({ ...field, optional: true }));
  const one = recordOf([
    { name: "run", type: text, optional: false },
    { name: "terminal", type: { kind: "string", enum: terminals }, optional: false },
    { name: "exit", type: text, optional: false },
    { name: "outputs", type: recordOf(ended), optional: false },
  ]);
  const given = ["items_processed", "results"];
  return {
    code: "EXECUTE_SEQUENCE",
    inputs: [],
    outputs: [
      { name: "items_processed", type: { kind: "integer", minimum: 0 }, optional: false },
      { name: "results", type: { kind: "array", items: one }, optional: false },
    ],
    outcomes: { SUCCESS: given, VIOLATION: given, BACKEND_ERROR: given },
  };
}

const text: Type = { kind: "string" };
const terminals = ["completed", "denied", "rejected", "failed", "faulted"];
