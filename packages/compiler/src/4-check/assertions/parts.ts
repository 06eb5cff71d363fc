import type { Fqdn } from "@pgs/governance";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import type { Pipeline } from "../analysis/pipeline.ts";
import type { WorkflowView } from "../analysis/workflow-view.ts";

/** What workflows are made of. */
export interface Parts {
  readonly protocol: BoundProtocol;
  /** One for each contract and molecule: in which order its steps run depends on no store. */
  readonly pipelines: ReadonlyMap<Fqdn, Pipeline>;
  /** Every workflow: others run it as a child. */
  readonly views: ReadonlyMap<Fqdn, WorkflowView>;
}
