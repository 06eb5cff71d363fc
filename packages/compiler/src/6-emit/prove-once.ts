import type { BoundProtocol } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import type { Memory } from "../memory/memory.ts";
import { contractModule } from "./contract-types/contract-module.ts";
import { proveImplementations } from "./prove-implementations.ts";
import type { ImplementationCheck } from "./type-check/check-implementations.ts";

/** Proves as `proveImplementations` does, unless nothing was found before with the same contracts and the same code. */
export async function proveOnce(protocol: BoundProtocol, memory: Memory): Promise<ImplementationCheck> {
  const transforms = artifactsOfKind(protocol, "CT");
  let found: ImplementationCheck = { diagnostics: [], sources: [] };
  await memory.once({
    phase: "implementations",
    key: () => [
      contractModule(transforms),
      transforms.map(({ body, source }) => (body.kind === "atom" ? [source.root.path, body.module, body.name] : [])),
    ],
    code: true,
    make: async () => {
      found = await proveImplementations(protocol);
      return "proved";
    },
    isKept: () => found.diagnostics.length === 0,
  });
  return found;
}
