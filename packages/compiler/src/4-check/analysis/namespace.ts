const platformNamespaces: readonly string[] = ["capability_transforms", "capability_side_effects", "name_service"];

/** True for the namespaces that every domain may refer to: the capabilities, and governance itself. */
export function isPlatform(namespace: string): boolean {
  return platformNamespaces.includes(namespace) || namespace.startsWith("fb.");
}
