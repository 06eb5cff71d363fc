import type { Json } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { codeDigest } from "./code-digest.ts";
import type { PhaseCache } from "./phase-cache.ts";

/** What one compilation takes over from earlier ones. */
export interface Memory {
  /**
   * Gives what an earlier compilation made of an equal key, or makes it and keeps it. `key` says everything that the
   * result depends on; with `code` it depends on the implementations and the packages they import as well.
   */
  readonly once: <T>(asked: {
    readonly phase: string;
    readonly key: () => Json;
    readonly code: boolean;
    readonly make: () => Promise<T>;
    /** Whether a result is worth keeping: findings are found again. */
    readonly isKept: (made: T) => boolean;
  }) => Promise<T>;
}

/** Remembers nothing. */
export const noMemory: Memory = { once: ({ make }) => make() };

/** Remembers in a cache, for one protocol. */
export function memoryIn(cache: PhaseCache, protocol: BoundProtocol): Memory {
  let code: string | undefined;
  const codeOnce = (): string => {
    code ??= codeDigest(protocol);
    return code;
  };
  return {
    once: async (asked) => {
      const key = canonicalize([asked.key(), asked.code ? codeOnce() : ""]);
      const found = cache.find(asked.phase, key);
      // The entry's digest says that it is what `keep` was given, and that was of this type.
      if (found !== undefined) return JSON.parse(found);
      const made = await asked.make();
      if (asked.isKept(made)) cache.keep(asked.phase, key, JSON.stringify(made));
      return made;
    },
  };
}
