import { fileNameOf } from "@pgs/governance";
import { type GraphLayout, pictureFile } from "@pgs/runtime";
import type { BoundProtocol, SourceFile, SourceRoot } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import type { Lowered } from "../5-lower/lowered.ts";
import type { Memory } from "../memory/memory.ts";
import type { Phase } from "../phase.ts";
import { bundleFindings } from "./bundle-findings.ts";
import { contractModule } from "./contract-types/contract-module.ts";
import { contractTypesText } from "./contract-types/contract-types-text.ts";
import { fileText } from "./file-text.ts";
import { contractGraphOf, flowGraphOf, layoutGraph } from "./layout-graph.ts";
import { layoutMap, mapGraphOf } from "./layout-map.ts";
import { bindingsScript } from "./script/bindings-script.ts";
import { validatorsScript } from "./script/validators-script.ts";

/** The files that a program and its code make, by path in the snapshot. */
export interface Emitted {
  readonly files: ReadonlyMap<string, string>;
  /** Modules of roots that went into `bindings.js`: absolute paths by printed path. */
  readonly modules: ReadonlyMap<string, string>;
}

/**
 * Prints everything that follows from the program. The bytes depend on content only; no file says where it was made.
 * `sources` are implementation files that diagnostics point into.
 */
export async function emit(
  lowered: Lowered,
  protocol: BoundProtocol,
  memory: Memory,
): Promise<Phase<Emitted> & { readonly sources: readonly SourceFile[] }> {
  // At the same time: the bundler is a process of its own.
  const [bindings, contractTypes, validators] = await Promise.all([
    bindingsScript(lowered.code, rootsOf(protocol), memory),
    contractTypesOnce(protocol, memory),
    validatorsOnce(lowered.code.validators, memory),
  ]);
  const findings = bundleFindings(bindings, protocol);
  if (findings.diagnostics.length > 0) return { value: undefined, ...findings };
  const files = new Map<string, string>([
    ["program.json", fileText(lowered.program)],
    ["vocabulary.json", fileText(lowered.vocabulary)],
    ["bindings.js", bindings.code],
    ["bindings.d.ts", contractTypes],
    ["validators.js", validators],
    ...pictureFiles(protocol),
  ]);
  return { value: { files, modules: bindings.modules }, ...findings };
}

function contractTypesOnce(protocol: BoundProtocol, memory: Memory): Promise<string> {
  const transforms = artifactsOfKind(protocol, "CT");
  return memory.once({
    phase: "contract-types",
    key: () => [contractModule(transforms), transforms.map(({ fqdn, summary }) => [fqdn, summary])],
    code: false,
    make: () => contractTypesText(protocol),
    isKept: () => true,
  });
}

function validatorsOnce(schemas: Lowered["code"]["validators"], memory: Memory): Promise<string> {
  const make = (): Promise<string> => validatorsScript(schemas);
  return memory.once({ phase: "validators", key: () => schemas, code: false, make, isKept: () => true });
}

/** Workflows and the whole are kept as pictures too; a contract is drawn from its layout when somebody asks. */
function pictureFiles(protocol: BoundProtocol): readonly (readonly [string, string])[] {
  const workflows = artifactsOfKind(protocol, "WF").filter(({ status }) => status === "active");
  const contracts = artifactsOfKind(protocol, "CC").filter(({ status }) => status === "active");
  return [
    ...workflows.flatMap((workflow) =>
      pictureOf(fileNameOf(workflow.fqdn), layoutGraph(flowGraphOf(workflow, protocol))),
    ),
    ...contracts.map(
      (contract) =>
        [
          `behavior_logic/${fileNameOf(contract.fqdn)}.graph.json`,
          fileText(layoutGraph(contractGraphOf(contract))),
        ] as const,
    ),
    ...pictureOf("protocol", layoutMap(mapGraphOf(protocol))),
  ];
}

function pictureOf(name: string, layout: GraphLayout): readonly (readonly [string, string])[] {
  return [
    [`behavior_logic/${name}.graph.json`, fileText(layout)],
    [`behavior_logic/${name}.svg`, pictureFile(layout)],
  ];
}

function rootsOf(protocol: BoundProtocol): readonly SourceRoot[] {
  return [...new Map(protocol.sources.map(({ root }) => [root.path, root])).values()];
}
