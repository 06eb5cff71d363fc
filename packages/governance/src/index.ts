export * from "./diagnose.ts";
export * from "./diagnostic.ts";
export * from "./fqdn.ts";
export { rules } from "./generated/rules.ts";
export * from "./json.ts";
export type * from "./rule-page.ts";
export * from "./span.ts";
export * from "./type.ts";
