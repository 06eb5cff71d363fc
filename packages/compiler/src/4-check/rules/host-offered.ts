import { codeOf, type Diagnostic, nearestTo, rules, spellingFix } from "@pgs/governance";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* hostOffered({ live, protocol }: Subject): Generator<Diagnostic> {
  for (const binding of live("RB")) {
    for (const { sideEffect, host, at } of binding.hosts) {
      const declared = artifactNamed(protocol, sideEffect.fqdn, "CS");
      if (declared === undefined || declared.hosts.includes(host)) continue;
      const near = nearestTo(host, declared.hosts) ?? declared.hosts[0];
      const related = [{ span: declared.at, text: "its hosts are declared here" }];
      yield rules.hostOffered(
        { sideEffect: codeOf(sideEffect.fqdn), host, near },
        { at, related, fix: spellingFix({ word: host, at }, declared.hosts) },
      );
    }
  }
}
