import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { artifactNamed, locateStore, type StoreNames } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

/** Looks at each event as its own artifact names the store, and as the workflows that write it do. */
export function* eventStoreAppends({ live, pipelines, protocol, workflows }: Subject): Generator<Diagnostic> {
  const alone: StoreNames = new Map();
  const written = [
    ...live("EV").map((event) => ({ event, names: alone })),
    ...workflows.flatMap(({ workflow }) =>
      workflow.nodes.flatMap((node) =>
        node.kind === "exit"
          ? node.emit.map(({ event }) => ({ event: artifactNamed(protocol, event.fqdn, "EV"), names: workflow.stores }))
          : [],
      ),
    ),
    ...pipelines.flatMap(({ steps, names }) =>
      steps.flatMap(({ step }) =>
        step.event === undefined ? [] : [{ event: artifactNamed(protocol, step.event.fqdn, "EV"), names }],
      ),
    ),
  ];
  for (const { event, names } of written) {
    const located = locateStore(event?.store, { protocol, names });
    if (event === undefined || located === undefined || located.store.semantics === "events") continue;
    const { name, semantics, at } = located.store;
    yield rules.eventStoreAppends(
      { event: codeOf(event.fqdn), store: name, semantics },
      { at: event.store.at, related: [{ span: at, text: `it is \`${semantics}\`` }] },
    );
  }
}
