/** What is thrown at the point at which a process is to die. Nothing that follows it has any effect. */
export class Died extends Error {
  constructor(point: string) {
    super(`the process died at ${point}`);
  }
}

/** The moments of a run of the system at which it can be interfered with, counted from 1. */
export interface Points {
  /**
   * Comes before every call through a port. Throws where, and ever after, the process is dead; `halve` does what is
   * done of the call when the process dies in it.
   */
  readonly touch: (name: string, halve?: () => void) => void;
  readonly isDead: () => boolean;
  /** What was touched, in order, up to death. */
  readonly names: readonly string[];
  /** Resolves on death. */
  readonly death: Promise<void>;
}

/** Which point is struck. They count from 1; 0: none. */
export type Struck = number | "each";

/** Counts points, and calls `strike` at the one that is wanted. Where a name is given only points of this name count. */
export function openPoints(at: Struck, strike: (name: string) => void, only?: string): Points {
  const names: string[] = [];
  let counted = 0;
  let isDead = false;
  let die = (): void => undefined;
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  return {
    touch: (name, halve) => {
      if (isDead) throw new Died(name);
      names.push(name);
      if (only === undefined || only === name) counted += 1;
      if ((at !== "each" && counted !== at) || (only !== undefined && only !== name)) return;
      // Who is struck at each goes on after it, so that no call ends in its middle.
      if (at !== "each") halve?.();
      try {
        strike(name);
      } catch (error) {
        isDead = error instanceof Died;
        if (isDead) die();
        throw error;
      }
    },
    isDead: () => isDead,
    names,
    death,
  };
}

/** The process dies within itself: what is open is left as it is. */
export function dieInProcess(name: string): never {
  throw new Died(name);
}

/** The process is gone at once, as when the machine is. */
export function dieForReal(): void {
  process.kill(process.pid, "SIGKILL");
}
