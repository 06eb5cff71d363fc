/**
 * Head of `bindings.js`, as JavaScript: what readers and molecules are written in.
 * A text and not functions of ours, because its bytes are sealed and must not depend on how this file was built.
 */
export const bindingsPrelude = `\
const own = (object, name) =>
  object !== undefined && object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
const firstOf = (...values) => values.find((value) => value !== undefined);
const nothing = () => ({});
const molecule = ({ steps, outcomes }) => (inputs) => {
  const f = { payload: null, results: [], context: {}, inputs, steps: steps.map(() => undefined), result: {} };
  let at = 0;
  let reason;
  while (at >= 0) {
    const step = steps[at];
    const answer = transforms[step.transform](step.inputs(f));
    const route = step.on.find(({ outcome }) => outcome === answer.outcome);
    if (route === undefined) throw new Error("step " + step.name + " answered the undeclared outcome " + answer.outcome);
    if (answer.outcome !== "SUCCESS") reason = answer.reason;
    f.result = answer.outputs;
    f.steps[at] = route.outputs(f);
    at = route.target;
  }
  const { name: outcome, outputs } = outcomes[-1 - at];
  return reason === undefined || outcome === "SUCCESS" ? { outcome, outputs: outputs(f) } : { outcome, outputs: outputs(f), reason };
};`;
