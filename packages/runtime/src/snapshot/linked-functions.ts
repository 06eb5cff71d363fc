import type { LinkedScript } from "./linked-script.ts";

/**
 * Gives the functions of a list of a script, in an array of this realm, so that a hole or another length cannot come
 * up later. Throws when there is no list, or something else than functions in it.
 */
export function functionsOf({ made }: LinkedScript, list: string): readonly unknown[] {
  return Array.from(listOf(made, list), (entry, index) => functionAt(entry, { list, index }));
}

/**
 * The same, but what a function is made of may still have to be evaluated. That is done when it is first called, after
 * `before`; it then takes its own place in the array, so that later calls cost nothing more.
 */
export function lazyFunctionsOf(
  { made, prepare }: LinkedScript,
  { list, before }: { readonly list: string; readonly before?: (index: number) => void },
): readonly unknown[] {
  const entries = listOf(made, list);
  const functions: ((value: unknown) => unknown)[] = [];
  for (let index = 0; index < entries.length; index += 1) {
    functions.push((value) => {
      before?.(index);
      prepare(list, index);
      const found = functionAt(entries[index], { list, index });
      functions[index] = found;
      return found(value);
    });
  }
  return functions;
}

function listOf(made: LinkedScript["made"], list: string): readonly unknown[] {
  const entries = made[list];
  if (!Array.isArray(entries)) throw new Error(`the code of the snapshot gives no list of ${list}`);
  return entries;
}

function functionAt(
  entry: unknown,
  { list, index }: { readonly list: string; readonly index: number },
): (value: unknown) => unknown {
  if (typeof entry !== "function") throw new Error(`${list}[${index}] of the snapshot is no function`);
  return entry as (value: unknown) => unknown;
}
