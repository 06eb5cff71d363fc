/**
 * Head of `validators.js`, as JavaScript: turns what ajv found into issues with words for people.
 * A text and not a function of ours, because its bytes are sealed and must not depend on how this file was built.
 */
export const validatorsPrelude = `\
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
  const tail = member === undefined ? "" : "/" + member.replace(/~/g, "~0").replace(/\\//g, "~1");
  const word = words[error.keyword];
  const message = word === undefined ? "must satisfy " + error.keyword : word(error.params, valueAt(value, error.instancePath));
  return { pointer: error.instancePath + tail, keyword: error.keyword, message };
};
const issuesBy = (validate) => (value) =>
  validate(value) ? none : validate.errors.slice(0, issueLimit).map((error) => issueOf(error, value));
const take = (made) => {
  for (const index of Object.keys(made)) validators[index] = issuesBy(made[index]((name) => bundled[name], {}));
};`;
