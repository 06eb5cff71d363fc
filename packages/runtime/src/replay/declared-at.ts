/** Where the first of some places is declared, `file:line`; undefined: none of them is known. */
export function declaredAt(sources: ReadonlyMap<string, string>, places: readonly string[]): string | undefined {
  return places.map((place) => sources.get(place)).find((found) => found !== undefined);
}
