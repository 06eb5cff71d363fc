export * from "./diagnostic.ts";
export * from "./fqdn.ts";
export * from "./json.ts";
export * from "./span.ts";
export * from "./type.ts";
