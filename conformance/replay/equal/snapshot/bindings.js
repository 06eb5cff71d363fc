"use strict";
(function ({ Array, ArrayBuffer, BigInt, BigInt64Array, BigUint64Array, Boolean, DataView, Error, Float32Array, Float64Array, Int16Array, Int32Array, Int8Array, JSON, Map, Math, Number, Object, RangeError, RegExp, Set, String, Symbol, SyntaxError, TypeError, Uint16Array, Uint32Array, Uint8Array, Uint8ClampedArray, WeakMap, WeakSet, decodeURIComponent, encodeURIComponent, isFinite, isNaN, parseFloat, parseInt, sha256OfText, pbkdf2Sha512OfText }) {
var bundled = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // pgs:entry
  var entry_exports = {};
  __export(entry_exports, {
    t0: () => greet
  });

  // protocol:replayed/src/greet.ts
  function greet({ name }) {
    if (name === "") return { outcome: "VIOLATION", outputs: {}, reason: "the name is empty" };
    return { outcome: "SUCCESS", outputs: { greeting: `Hello ${name}` } };
  }
  return __toCommonJS(entry_exports);
})();
const own = (object, name) =>
  object !== undefined && object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
const firstOf = (...values) => values.find((value) => value !== undefined);
const nothing = () => ({});
const validators = [];
const useValidators = (linked) => {
  validators.push(...linked);
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
    const [issue] = validators[validator](value);
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
  bundled.t0,
];
const readers = [
  (f) => ({ address: f.result.address }),
  (f) => ({ address: f.results[6].address }),
  (f) => ({ address: f.steps[0].address }),
  (f) => ({ greeting: f.result.greeting }),
  (f) => ({ greeting: f.steps[0].greeting }),
  (f) => ({ key: f.inputs.key }),
  (f) => ({ key: f.results[3].greeting }),
  (f) => ({ name: f.inputs.name }),
  (f) => ({ name: f.payload.name }),
];
return { transforms, readers, useValidators };
})
