export { exitCodeOf } from "./exit-code.ts";
export {
  defaultStrictJsonLimits,
  parseStrictJson,
  type StrictJson,
  type StrictJsonLimits,
} from "./parse-strict-json.ts";
export { payloadRefusal } from "./payload-refusal.ts";
export type { StrictJsonIssue } from "./strict-json-issue.ts";
