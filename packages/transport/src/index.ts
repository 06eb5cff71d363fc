export { defaultHttpLimits, type HttpLimits } from "./http/http-limits.ts";
export { isLoopback } from "./http/loopback.ts";
export {
  defaultStrictJsonLimits,
  parseStrictJson,
  type StrictJson,
  type StrictJsonLimits,
} from "./parse-strict-json.ts";
export { payloadRefusal } from "./payload-refusal.ts";
export type { StrictJsonIssue } from "./strict-json-issue.ts";
export { exitCodeOf } from "./terminal-classes.ts";
