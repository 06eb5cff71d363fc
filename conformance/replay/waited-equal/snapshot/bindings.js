// part 0: 2874
"use strict";
(function ({ Error, JSON, Object }) {
const own = (object, name) =>
  object !== undefined && object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
const { freeze } = Object;
const need = (value) => {
  if (value === undefined) throw new Error("a value is missing");
  return value;
};
const firstOf = (...values) => values.find((value) => value !== undefined);
const nothing = () => ({});
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
    if (issue !== undefined) return "`" + output + issue.pointer + "` " + issue.message;
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
};
const transforms = [
];
const readers = [
  (f) => ({ address: need(f.result.address) }),
  (f) => ({ address: need(f.results[6].address), at: need(f.context.now) }),
  (f) => ({ address: need(f.steps[0].address) }),
  (f) => ({ expires_in_seconds: 3600, name: "allowed" }),
  (f) => ({ expires_in_seconds: need(f.inputs.expires_in_seconds), name: need(f.inputs.name) }),
  (f) => ({ key: need(f.inputs.key) }),
  (f) => ({ key: need(f.payload.name) }),
  (f) => ({ value: need(f.result.value) }),
  (f) => ({ value: need(f.steps[0].value) }),
];
const needs = { transforms: [] };
const checks = [];
return { transforms, readers, readsWhole: true, needs, checks, take, useValidators };
})
