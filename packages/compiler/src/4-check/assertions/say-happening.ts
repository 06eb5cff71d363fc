import { codeOf } from "@pgs/governance";
import type { Happening } from "../../3-bind/bound.ts";

/** What has happened, in a message: where no outcome is named, SUCCESS is meant. */
export function sayGuard(happening: Happening): string {
  if (!("outcome" in happening) || happening.outcome !== undefined) return sayHappening(happening);
  return `SUCCESS of ${sayHappening(happening)}`;
}

/** What happens, in a message: ``WRITE on `WALLET` ``. */
export function sayHappening(happening: Happening): string {
  switch (happening.kind) {
    case "event":
      return `event \`${codeOf(happening.event.fqdn)}\``;
    case "exit":
      return /^[a-z]/.test(happening.name) ? `an exit of class ${happening.name}` : `exit \`${happening.name}\``;
    case "requires":
      return `a precondition on \`${codeOf(happening.event.fqdn)}\``;
    case "contract": {
      const { contract, step, outcome } = happening;
      const said =
        step === undefined ? `\`${codeOf(contract.fqdn)}\`` : `step \`${step.name}\` of \`${codeOf(contract.fqdn)}\``;
      return outcome === undefined ? said : `${outcome.name} of ${said}`;
    }
    case "transform": {
      const said = `\`${codeOf(happening.transform.fqdn)}\``;
      return happening.outcome === undefined ? said : `${happening.outcome.name} of ${said}`;
    }
    case "effect": {
      const { sideEffect, op, store, outcome } = happening;
      const by = sideEffect === undefined ? "an effect" : `\`${codeOf(sideEffect.fqdn)}\``;
      const said = `${op?.name ?? by}${store === undefined ? "" : ` on \`${store.name}\``}`;
      return outcome === undefined ? said : `${outcome.name} of ${said}`;
    }
  }
}
