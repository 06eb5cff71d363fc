export { entriesOf, jsonOf, type Located } from "./2-parse/located.ts";
export { readYaml } from "./2-parse/read-yaml.ts";
export type * from "./3-bind/bound.ts";
export { check as checkGraph } from "./4-check/check.ts";
export { contractTypesText } from "./6-emit/contract-types/contract-types-text.ts";
export { type FlowGraph, flowGraphOf, layoutGraph } from "./6-emit/layout-graph.ts";
export type { SealedSnapshot, SealPorts, SnapshotCounts } from "./7-seal/seal.ts";
export { type CheckOptions, type Compilation, type CompileOptions, check, compile } from "./compile.ts";
export { readAndBind } from "./front.ts";
