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
    v0: () => v0,
    v1: () => v1,
    v2: () => v2
  });
  var v0 = validate20;
  function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    const evaluated0 = validate20.evaluated;
    if (evaluated0.dynamicProps) {
      evaluated0.props = void 0;
    }
    if (evaluated0.dynamicItems) {
      evaluated0.items = void 0;
    }
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.greeting === void 0) {
        const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "greeting" } };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
      for (const key0 in data) {
        if (!(key0 === "greeting")) {
          const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      }
      if (data.greeting !== void 0) {
        if (typeof data.greeting !== "string") {
          const err2 = { instancePath: instancePath + "/greeting", schemaPath: "#/properties/greeting/type", keyword: "type", params: { type: "string" } };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      }
    } else {
      const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    validate20.errors = vErrors;
    return errors === 0;
  }
  validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
  var v1 = validate21;
  function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    const evaluated0 = validate21.evaluated;
    if (evaluated0.dynamicProps) {
      evaluated0.props = void 0;
    }
    if (evaluated0.dynamicItems) {
      evaluated0.items = void 0;
    }
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.name === void 0) {
        const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
      for (const key0 in data) {
        if (!(key0 === "name")) {
          const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      }
      if (data.name !== void 0) {
        if (typeof data.name !== "string") {
          const err2 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      }
    } else {
      const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    validate21.errors = vErrors;
    return errors === 0;
  }
  validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
  var v2 = validate22;
  function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    const evaluated0 = validate22.evaluated;
    if (evaluated0.dynamicProps) {
      evaluated0.props = void 0;
    }
    if (evaluated0.dynamicItems) {
      evaluated0.items = void 0;
    }
    if (data && typeof data == "object" && !Array.isArray(data)) {
      for (const key0 in data) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    } else {
      const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    validate22.errors = vErrors;
    return errors === 0;
  }
  validate22.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
  return __toCommonJS(entry_exports);
})();
const issueLimit = 20;
const none = [];
const article = (name) => (name === "null" ? name : /^[aeiou]/.test(name) ? "an " + name : "a " + name);
const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const valueAt = (value, pointer) =>
  pointer.split("/").slice(1).reduce((at, part) => at[part.replace(/~1/g, "/").replace(/~0/g, "~")], value);
const count = (limit, noun) => limit + " " + noun + (limit === 1 ? "" : "s");
const listed = (values) =>
  values.slice(0, 10).map((value) => JSON.stringify(value)).join(", ") + (values.length > 10 ? ", …" : "");
const words = {
  type: ({ type }, value) => {
    const wanted = Array.isArray(type) ? type : String(type).split(",");
    const seen = wanted.includes("integer") && typeof value === "number" ? "a fraction" : kindOf(value);
    return "must be " + wanted.map(article).join(" or ") + ", got " + seen;
  },
  enum: ({ allowedValues }) => "must be one of " + listed(allowedValues),
  const: ({ allowedValue }) => "must be " + JSON.stringify(allowedValue),
  format: ({ format }) => "must match format " + format,
  pattern: ({ pattern }) => "must match pattern " + pattern,
  minLength: ({ limit }) => "must have at least " + count(limit, "character"),
  maxLength: ({ limit }) => "must have at most " + count(limit, "character"),
  minimum: ({ limit }) => "must be at least " + limit,
  maximum: ({ limit }) => "must be at most " + limit,
  minItems: ({ limit }) => "must have at least " + count(limit, "item"),
  maxItems: ({ limit }) => "must have at most " + count(limit, "item"),
  uniqueItems: ({ i, j }) => "must not repeat an item: " + j + " and " + i + " are equal",
  required: () => "is required",
  additionalProperties: () => "is not declared",
};
const issueOf = (error, value) => {
  const member = error.params.missingProperty ?? error.params.additionalProperty;
  const tail = member === undefined ? "" : "/" + member.replace(/~/g, "~0").replace(/\//g, "~1");
  const word = words[error.keyword];
  const message = word === undefined ? "must satisfy " + error.keyword : word(error.params, valueAt(value, error.instancePath));
  return { pointer: error.instancePath + tail, keyword: error.keyword, message };
};
const issuesBy = (validate) => (value) =>
  validate(value) ? none : validate.errors.slice(0, issueLimit).map((error) => issueOf(error, value));
return { validators: [issuesBy(bundled.v0), issuesBy(bundled.v1), issuesBy(bundled.v2)] };
})
