import { fileURLToPath } from "node:url";

/** The snapshot of both domains, which `set-up.ts` seals once for all tests. Whoever changes one changes a copy. */
export const sealedDomains = fileURLToPath(new URL("../dist/snapshot", import.meta.url));
