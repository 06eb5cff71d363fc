/**
 * Head of `bindings.js`, as JavaScript: what readers, molecules and fast paths are written in.
 * A text and not functions of ours, because its bytes are sealed and must not depend on how this file was built.
 */
export const bindingsPrelude = `\
const own = (object, name) =>
  object !== undefined && object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
const { freeze } = Object;
const need = (value) => {
  if (value === undefined) throw new Error("a value is missing");
  return value;
};
const firstOf = (...values) => values.find((value) => value !== undefined);
const nothing = () => ({});
const empty = freeze({});
const isLeaf = (value) => {
  const type = typeof value;
  return type === "string" ? value.isWellFormed() : type === "number" ? Number.isFinite(value) : type === "boolean" || value === null;
};
const isFlat = (value) => {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const name in value) if (!isLeaf(value[name]) || !name.isWellFormed()) return false;
  return true;
};
const succeeded = (answer, kernel) => {
  if (typeof answer !== "object" || answer === null || answer.outcome !== "SUCCESS") return false;
  return (answer.reason === undefined && isFlat(answer.outputs)) || kernel.isAnswer(answer);
};
const takeIn = (outputs, walk, kernel) => {
  for (const name in outputs) {
    const value = outputs[name];
    const type = typeof value;
    const isPlain = type === "string" || type === "number" || type === "boolean" || value === null;
    if (!isPlain) return kernel.takeIn(walk, outputs);
  }
  return outputs;
};
const linked = { validators: [] };
const useValidators = (validators) => {
  linked.validators = validators;
};
const take = (atoms) => {
  for (const index of Object.keys(atoms)) transforms[index] = atoms[index];
};
const routeOf = (step, wanted) => {
  const route = step.on.find(({ outcome }) => outcome === wanted);
  if (route === undefined) throw new Error("step " + step.name + " answered the undeclared outcome " + wanted);
  return route;
};
const checkOutputs = (checks, outputs) => {
  for (const { output, validator } of checks) {
    if (outputs[output] === undefined) continue;
    const value = JSON.parse(JSON.stringify(outputs[output]));
    const [issue] = linked.validators[validator](value);
    if (issue !== undefined) return "\`" + output + issue.pointer + "\` " + issue.message;
    outputs[output] = value;
  }
  return undefined;
};
const molecule = ({ steps, outcomes }) => (inputs) => {
  const f = { payload: null, results: [], context: {}, inputs, steps: steps.map(() => undefined), result: {} };
  let at = 0;
  let reason;
  while (at >= 0) {
    const step = steps[at];
    const answer = transforms[step.transform](step.inputs(f));
    let route = routeOf(step, answer.outcome);
    if (answer.outcome !== "SUCCESS") reason = answer.reason;
    f.result = answer.outputs;
    f.steps[at] = route.outputs(f);
    const misfit = checkOutputs(step.checks, f.steps[at]);
    if (misfit !== undefined) {
      reason = misfit;
      route = routeOf(step, "VIOLATION");
      f.steps[at] = route.outputs(f);
    }
    at = route.target;
  }
  const { name: outcome, outputs } = outcomes[-1 - at];
  return reason === undefined || outcome === "SUCCESS" ? { outcome, outputs: outputs(f) } : { outcome, outputs: outputs(f), reason };
};`;
