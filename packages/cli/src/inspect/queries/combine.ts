/** One of each list, in order, as many ways as are wanted. */
export function combine<T>(lists: readonly (readonly T[])[], limit: number): readonly (readonly T[])[] {
  let found: readonly (readonly T[])[] = limit > 0 ? [[]] : [];
  for (const list of lists) {
    const longer: (readonly T[])[] = [];
    for (const before of found) {
      for (const each of list) {
        if (longer.length === limit) break;
        longer.push([...before, each]);
      }
    }
    found = longer;
  }
  return found;
}
