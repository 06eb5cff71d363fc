import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Every package is a project and runs from `src`; what needs the built command line is in `workspace`. */
const project = (path: string) => ({
  extends: true as const,
  test: { name: path, root: root(path), include: ["src/**/*.test.ts"] },
});

/** What takes long to make is made once for all tests of a project. */
const withSetUp = (path: string) => {
  const { test, ...rest } = project(path);
  return { ...rest, test: { ...test, globalSetup: root(`${path}/src/set-up.ts`) } };
};

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    // Left out, it would be one fewer, and half of a small machine would look on.
    maxWorkers: availableParallelism(),
    // A worker keeps the modules that it has loaded: no test file changes what another one sees of them.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "tidy", root: root("tidy"), include: ["*.test.ts"] } },
      ...[
        "packages/governance",
        "packages/runtime",
        "packages/compiler",
        "packages/capabilities",
        "packages/transport",
        "packages/cli",
        "domains/blockchain",
        "domains/ai-governance",
        "conformance",
      ].map(project),
      ...["workspace", "reliability"].map(withSetUp),
    ],
  },
});
