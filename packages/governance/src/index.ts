export * from "./diagnose.ts";
export * from "./diagnostic.ts";
export * from "./fqdn.ts";
export type * as Source from "./generated/artifacts.ts";
export { rules } from "./generated/rules.ts";
export * from "./json.ts";
export * from "./merge-causes.ts";
export * from "./nearest-to.ts";
export { orderDiagnostics } from "./render/order-diagnostics.ts";
export {
  type DiagnosticFormat,
  diagnosticFormats,
  type Paint,
  type RenderOptions,
  renderDiagnostics,
  type SourceText,
} from "./render/render-diagnostics.ts";
export type * from "./rule-page.ts";
export * from "./span.ts";
export * from "./spelling-fix.ts";
export * from "./type.ts";
