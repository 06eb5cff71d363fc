// part 0: 3159
"use strict";
(function ({ Array, JSON, Object, String }) {
var bundled = (() => {
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __commonJS = (cb, mod) => function __require() {
    try {
      return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
    } catch (e) {
      throw mod = 0, e;
    }
  };

  // pgs:entry
  var require_entry = __commonJS({
    "pgs:entry"(exports, module) {
      module.exports = {};
    }
  });
  return require_entry();
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
const take = (made) => {
  for (const index of Object.keys(made)) validators[index] = issuesBy(made[index]((name) => bundled[name], {}));
};
const validators = [undefined, undefined];
const needs = { validators: [[1],[2]] };
return { validators, needs, take };
})
// part 1: 1766
"use strict";
(function ({ Array }) {
const make = (library, module) => {
"use strict";
module.exports = validate0;
module.exports.default = validate0;
const schema0 = {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false};

function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate0.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "name")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate0.errors = vErrors;
return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

return module.exports;
};
return { 0: make };
})
// part 2: 1482
"use strict";
(function ({ Array }) {
const make = (library, module) => {
"use strict";
module.exports = validate1;
module.exports.default = validate1;
const schema1 = {"type":"object","properties":{"value":{}},"required":["value"],"additionalProperties":false};

function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate1.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.value === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "value"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "value")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate1.errors = vErrors;
return errors === 0;
}
validate1.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

return module.exports;
};
return { 1: make };
})
