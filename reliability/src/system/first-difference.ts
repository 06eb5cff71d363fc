/** Says where two values differ first, and how; undefined: nowhere. */
export function firstDifference(found: unknown, expected: unknown, path = ""): string | undefined {
  if (isObject(found) && isObject(expected)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
    for (const key of keys) {
      const difference = firstDifference(found[key], expected[key], `${path}/${key}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return Object.is(found, expected) ? undefined : `${path}: ${words(found)} and not ${words(expected)}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function words(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 2000);
}
