import type { Driver } from "./driver.ts";

/** Names by number and numbers by name, kept once in the ledger. */
export interface Names {
  /** Undefined: the ledger does not know it. */
  find(text: string): number | undefined;
  /** Adds it when it is new. Inside a transaction only. */
  add(text: string): number;
  /** After a rollback: what was added may be gone. */
  forget(): void;
}

export function openNames(driver: Driver): Names {
  const known = new Map<string, number>();
  const select = driver.prepare("SELECT id FROM name WHERE text = ?");
  const insert = driver.prepare("INSERT INTO name (text) VALUES (?)");
  const find = (text: string): number | undefined => {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const id = select.get(text)?.[0];
    if (typeof id !== "number") return undefined;
    known.set(text, id);
    return id;
  };
  return {
    find,
    add: (text) => {
      const found = find(text);
      if (found !== undefined) return found;
      insert.run(text);
      return find(text) as number;
    },
    forget: () => known.clear(),
  };
}
