import type {
  ContractNodeProgram,
  ContractProgram,
  EffectStepProgram,
  Program,
  StepProgram,
  TransformStepProgram,
  WorkflowProgram,
} from "@pgs/runtime";

/**
 * Prints the fast paths of a program as statements that define `fastPaths`, in the words of the prelude (`FastPath` of
 * the runtime): one a workflow, and what they share, one a contract. They do what the tables say where every step comes
 * to SUCCESS, and hand everything else back to them: another outcome, an answer that has to be validated, an output that
 * has to be checked, an exit, a node with preconditions.
 */
export function fastPathsText({ workflows, contracts }: Pick<Program, "workflows" | "contracts">): readonly string[] {
  return [
    ...contracts.map((contract, index) => `const c${index} = ${contractText(contract)};`),
    ["const fastPaths = [", ...workflows.map((workflow) => `  ${workflowText(workflow, contracts)},`), "];"].join("\n"),
  ];
}

function workflowText({ nodes }: WorkflowProgram, contracts: Program["contracts"]): string {
  const cases = nodes.flatMap((node, index) =>
    node.kind === "contract" ? [`case ${index}: ${nodeText(node, { index, nodes, contracts })}`] : [],
  );
  return `(w, a, k) => { const f = w.frame; let t; for (;;) switch (w.node) { ${cases.join(" ")} default: return; } }`;
}

/** Enters the contract, goes through it, and on to another one where its outcome leads there. */
function nodeText(
  { contract, inputs, next }: ContractNodeProgram,
  at: Pick<WorkflowProgram, "nodes"> & Pick<Program, "contracts"> & { readonly index: number },
): string {
  const { index, nodes, contracts } = at;
  const steps = contracts[contract]?.steps.map(() => "undefined") ?? [];
  const enter = `if (w.step === -1) { f.inputs = ${readText(inputs)}; f.steps = [${steps.join(", ")}]; }`;
  const isEntered = (target: number): boolean => {
    const node = nodes[target];
    return node?.kind === "contract" && node.preconditions === undefined;
  };
  const edges = next.flatMap((target, outcome) =>
    isEntered(target)
      ? [
          `if (t === ${-1 - outcome}) { w.taken[${index}] = ${outcome}; w.node = ${target}; w.step = -1; a = undefined; continue; }`,
        ]
      : [],
  );
  const go = `c${contract}(w, a, k)`;
  return edges.length === 0 ? `${enter} return ${go};` : `${enter} t = ${go}; ${edges.join(" ")} return t;`;
}

function contractText(contract: ContractProgram): string {
  const cases = contract.steps.map((step, index) => {
    const labels = index === 0 ? "case -1: case 0:" : `case ${index}:`;
    return `${labels} w.step = ${index}; ${stepText(step, { index, contract })}`;
  });
  return `(w, a, k) => { const f = w.frame; let at = w.step, b; for (;;) switch (at) { ${cases.join(" ")} default: return; } }`;
}

interface Placed {
  readonly index: number;
  readonly contract: ContractProgram;
}

function stepText(step: StepProgram, placed: Placed): string {
  const isPlain = step.outcomes.includes("SUCCESS") && step.checks.length === 0;
  if (step.kind === "transform") return isPlain ? `${callText(step)} ${takeText(step, placed)}` : "return;";
  const ask = `if (a === undefined) return ${commandText(step, placed.index)};`;
  const isTakenIn = isPlain && step.answers[step.outcomes.indexOf("SUCCESS")] === -1;
  if (!isTakenIn) return `${ask} return;`;
  const take = `if (a.outcome !== "SUCCESS") return; f.result = takeIn(a.outputs, w, k); a = undefined;`;
  return `${ask} ${take} ${takeText(step, placed)}`;
}

/** What did not come to SUCCESS is handed over, so that nothing is called twice. */
function callText({ transform, inputs }: TransformStepProgram): string {
  const call = `b = transforms[${transform}](freeze(${readText(inputs)}));`;
  return `${call} if (!succeeded(b, k)) { w.given = b; return; } f.result = b.outputs;`;
}

/** Its outputs in the frame, then on to where SUCCESS leads: the next case needs no jump. */
function takeText({ outcomes, outputs, on }: StepProgram, { index, contract }: Placed): string {
  const success = outcomes.indexOf("SUCCESS");
  const took = `f.steps[${index}] = ${readText(outputs[success] ?? -1)};`;
  const target = on[success];
  if (target === undefined) throw new Error(`internal: SUCCESS of step ${index} leads nowhere`);
  if (target < 0) {
    return `${took} f.results[w.node] = ${readText(contract.outputs[-1 - target] ?? -1)}; return ${target};`;
  }
  return target === index + 1 ? took : `${took} at = ${target}; continue;`;
}

function commandText({ artifact, op, semantics, store, event, inputs }: EffectStepProgram, index: number): string {
  const asked = `sideEffect: ${artifact}, op: ${JSON.stringify(op)}, semantics: ${JSON.stringify(semantics)}`;
  const where = `store: ${store}, event: ${event}`;
  return `{ kind: "effect", node: w.node, step: ${index}, ${asked}, ${where}, inputs: ${readText(inputs)} }`;
}

function readText(reader: number): string {
  return reader === -1 ? "empty" : `r${reader}(f)`;
}
