import type { Ledger, SideEffectHost } from "@pgs/runtime";
import type { Points } from "./points.ts";

/**
 * A port every call of which is a point, and so is every call of a port that it gives. What a port gains later is
 * counted without being named here.
 */
export function countedPort<Port extends object>(port: Port, name: string, points: Points): Port {
  return new Proxy(port, {
    get: (target, key) => {
      const held: unknown = Reflect.get(target, key);
      const called = `${name}.${String(key)}`;
      if (isPort(held)) return countedPort(held, called, points);
      if (typeof held !== "function") return held;
      return (...given: readonly unknown[]): unknown => {
        points.touch(called);
        const answer: unknown = Reflect.apply(held, target, given);
        return isPort(answer) ? countedPort(answer, called, points) : answer;
      };
    },
  });
}

/** A ledger that is counted before a transaction begins, in it, when it is to be committed, and right after. */
export function countedLedger(ledger: Ledger, points: Points): Ledger {
  return {
    ...countedPort(ledger, "ledger", points),
    transaction: (work) => {
      points.touch("ledger.begin");
      const made = ledger.transaction((tx) => {
        const done = work(countedPort(tx, "tx", points));
        points.touch("ledger.commit");
        return done;
      });
      points.touch("ledger.committed");
      return made;
    },
  };
}

/** A host every effect of which is a point before it begins and one when it is over. */
export function countedHost(host: SideEffectHost, points: Points): SideEffectHost {
  const sideEffects = [...host.sideEffects].map(([name, perform]) => {
    const counted: typeof perform = (call) => {
      points.touch(`effect.${name}`);
      const answer = perform(call);
      points.touch(`effect.${name}.performed`);
      return answer;
    };
    return [name, counted] as const;
  });
  return { ...host, sideEffects: new Map(sideEffects) };
}

/** An object that does something is a port; records and rows are not. */
function isPort(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).some((held) => typeof held === "function")
  );
}
