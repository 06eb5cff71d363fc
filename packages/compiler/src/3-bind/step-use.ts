import { nearestTo, rules, spellingFix } from "@pgs/governance";
import { type Located, type LocatedText, textAt, valueAt } from "../2-parse/located.ts";
import type {
  BoundEvent,
  BoundField,
  BoundInvoke,
  BoundOperation,
  BoundStep,
  BoundTransform,
  OutcomeSpec,
  Path,
  Reference,
  StoreSemantics,
  StoreUse,
} from "./bound.ts";
import { bindInvoke } from "./invoke/bind-invoke.ts";
import { childrenOf, invokeOutputs } from "./invoke/invoke-outputs.ts";
import { boundOf, resolveReference } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";

/** What a step or a node calls, as the called artifact declares it. */
export interface StepUse {
  readonly uses: BoundStep["uses"];
  readonly inputs: readonly BoundField[];
  readonly outputs: readonly BoundField[];
  readonly outcomes: readonly OutcomeSpec[];
  /** Undefined: an effect. */
  readonly transform: BoundTransform | undefined;
  readonly store: StoreUse | undefined;
  /** Semantics that its store may have; empty: it takes no store. */
  readonly stores: readonly StoreSemantics[];
  readonly event: Reference | undefined;
  readonly invoke?: BoundInvoke | undefined;
}

interface Using {
  readonly owner: Declared;
  readonly scope: Scope;
  /** How a finding names the user: ``step `sign` ``. */
  readonly says: string;
  /** What an invocation may read. */
  readonly roots: readonly Path["root"][];
}

/** Resolves `transform:` or `side_effect:` with `op:`, `store:` and `event:`; undefined after a finding. */
export function bindUse(located: Located, using: Using): StepUse | undefined {
  const { owner, scope, says } = using;
  const invoke = bindInvoke(located, using);
  if (invoke !== undefined) return bindInvokeUse(located, { ...using, invoke });
  if (valueAt(located, "invoke") !== undefined) return undefined;
  const transform = textAt(located, "transform");
  if (transform === undefined) {
    return bindEffectUse(located, { ...using, sideEffect: textAt(located, "side_effect"), op: textAt(located, "op") });
  }
  const reference = resolveReference(transform, { owner, says, kinds: ["CT"] }, scope);
  const bound = boundOf(reference, "CT", scope);
  if (bound === undefined) return undefined;
  const { inputs, outputs, outcomes } = bound;
  const uses = { kind: "transform" as const, fqdn: bound.fqdn, at: transform.at };
  return { uses, inputs, outputs, outcomes, transform: bound, store: undefined, stores: [], event: undefined };
}

/** An invocation that names no operation is the gateway's, and under `each` the loop's. */
function bindInvokeUse(
  located: Located,
  { invoke, ...using }: Using & { readonly invoke: BoundInvoke },
): StepUse | undefined {
  const { at } = invoke;
  const [implied, op] = invoke.each === undefined ? gateway : loop;
  const sideEffect = textAt(located, "side_effect") ?? { text: implied, at };
  const use = bindEffectUse(located, { ...using, sideEffect, op: textAt(located, "op") ?? { text: op, at } });
  const operation = use && operationNamed(use, using.scope);
  if (use === undefined || operation === undefined) return undefined;
  const outputs = invokeOutputs(operation, childrenOf(invoke, using.scope.bound));
  return { ...use, outputs, invoke };
}

const gateway = ["capability_side_effects::CS_WORKFLOW_GATEWAY_V0", "EXECUTE"] as const;
const loop = ["capability_side_effects::CS_WORKFLOW_LOOP_V0", "EXECUTE_SEQUENCE"] as const;

function operationNamed({ uses }: StepUse, scope: Scope): BoundOperation | undefined {
  const sideEffect = scope.bound.get(uses.fqdn);
  if (sideEffect?.kind !== "CS" || uses.kind !== "side_effect") return undefined;
  return sideEffect.operations.find(({ name }) => name === uses.op);
}

interface Performing extends Using {
  readonly sideEffect: LocatedText | undefined;
  readonly op: LocatedText | undefined;
}

function bindEffectUse(located: Located, { owner, scope, says, sideEffect, op }: Performing): StepUse | undefined {
  if (sideEffect === undefined || op === undefined) return undefined;
  const eventText = textAt(located, "event");
  const event =
    eventText === undefined ? undefined : resolveReference(eventText, { owner, says, kinds: ["EV"] }, scope);
  const bound = boundOf(resolveReference(sideEffect, { owner, says, kinds: ["CS"] }, scope), "CS", scope);
  if (bound === undefined) return undefined;
  const operation = bound.operations.find(({ name }) => name === op.text);
  if (operation === undefined) {
    const names = bound.operations.map(({ name }) => name);
    const near = nearestTo(op.text, names);
    const related = [{ span: bound.at, text: "its operations are declared here" }];
    const fix = spellingFix({ word: op.text, at: op.at }, names);
    scope.report(
      owner,
      rules.operationExists(
        { says, op: op.text, sideEffect: bound.fqdn, near, operations: names.map((name) => `\`${name}\``).join(", ") },
        { at: op.at, related, fix },
      ),
    );
    return undefined;
  }
  const store = textAt(located, "store");
  const access = operation.semantics === "read" ? ("read" as const) : ("write" as const);
  return {
    uses: { kind: "side_effect", fqdn: bound.fqdn, op: op.text, opAt: op.at, at: sideEffect.at },
    inputs: operation.inputs,
    outputs: operation.outputs,
    outcomes: operation.outcomes,
    transform: undefined,
    store:
      store === undefined
        ? storeOfEvent(event, { access, scope })
        : { name: store.text, structure: undefined, access, at: store.at },
    stores: operation.stores,
    event,
  };
}

/** A step that writes an event and names no store writes to the event's. */
function storeOfEvent(
  event: Reference | undefined,
  { access, scope }: { readonly access: "read" | "write"; readonly scope: Scope },
): StoreUse | undefined {
  const bound: BoundEvent | undefined = boundOf(event, "EV", scope);
  return bound === undefined || event === undefined ? undefined : { ...bound.store, access, at: event.at };
}
