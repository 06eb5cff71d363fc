import { describe, expect, test } from "vitest";
import { importsOf, offences, textOf, trackedFiles, withoutComments, writtenSources } from "./source-files.ts";

/** Which of our packages each may import; the arrows of ARCHITECTURE.md. */
const layers: Readonly<Record<string, readonly string[]>> = {
  "packages/governance": [],
  "packages/runtime": ["@pgs/governance"],
  "packages/compiler": ["@pgs/governance", "@pgs/runtime"],
  "packages/capabilities": ["@pgs/governance", "@pgs/runtime"],
  "packages/transport": ["@pgs/governance", "@pgs/runtime"],
  "packages/cli": ["@pgs/capabilities", "@pgs/compiler", "@pgs/governance", "@pgs/runtime", "@pgs/transport"],
  "domains/blockchain": ["@pgs/capabilities", "@pgs/governance", "@pgs/runtime"],
  "domains/ai-governance": ["@pgs/capabilities", "@pgs/governance", "@pgs/runtime"],
};

/** `@pgs/governance/schemas` is of `@pgs/governance`. */
const packageOf = (name: string): string => name.split("/").slice(0, 2).join("/");
const isTest = (file: string): boolean => file.endsWith(".test.ts");
const product = writtenSources().filter((file) => /^(packages|domains)\/[a-z-]+\/src\//.test(file) && !isTest(file));
const within = (folder: string): readonly string[] => product.filter((file) => file.startsWith(`${folder}/`));

describe("Architecture invariant", () => {
  test("packages import only to their left", () => {
    const found = Object.entries(layers).flatMap(([folder, allowed]) =>
      offences(within(folder), (file) =>
        importsOf(file).filter((name) => name.startsWith("@pgs/") && !allowed.includes(packageOf(name))),
      ),
    );
    expect(found).toEqual([]);
  });

  test("no relative import leaves its package", () => {
    const leaves = (file: string, name: string): boolean => {
      const path = new URL(name, `file:///${file}`).pathname.slice(1);
      return name.startsWith(".") && !path.startsWith(file.split("/").slice(0, 3).join("/"));
    };
    expect(offences(product, (file) => importsOf(file).filter((name) => leaves(file, name)))).toEqual([]);
  });

  test("the runtime needs nothing from npm and loads nothing at run time", () => {
    const outside = (name: string): boolean => !/^(\.|node:|@pgs\/governance$)/.test(name);
    const runtime = within("packages/runtime");
    expect(runtime).not.toEqual([]);
    expect(offences(runtime, (file) => importsOf(file).filter(outside))).toEqual([]);
    expect(offences(runtime, (file) => withoutComments(textOf(file)).match(/\bimport\s*\(/g) ?? [])).toEqual([]);
  });

  test("the kernel reads no clock, random source, file or network", () => {
    const outside =
      /\b(Date|process|performance|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\b|Math\.random|\bcrypto\b|["']node:/g;
    const kernel = within("packages/runtime/src/kernel");
    expect(kernel).not.toEqual([]);
    expect(offences(kernel, (file) => withoutComments(textOf(file)).match(outside) ?? [])).toEqual([]);
  });

  test("the command loads implementations and their database driver only when a verb uses them", () => {
    const command = within("packages/cli");
    expect(command).not.toEqual([]);
    const eager = /^import (?!type )[^;]*?from "@pgs\/capabilities"/gm;
    expect(
      offences(
        command.filter((file) => !file.includes("/testing/")),
        (file) => textOf(file).match(eager) ?? [],
      ),
    ).toEqual([]);
  });

  test("runtime, transport and command line know no word of any domain", () => {
    const codes = trackedFiles().flatMap((file) => /^domains\/.*\/([A-Z][A-Z0-9_]+_V\d+)\.yaml$/.exec(file)?.[1] ?? []);
    const namespaces = ["blockchain::", "ai_governance::"];
    expect(codes.length).toBeGreaterThan(10);
    const blind = ["packages/runtime", "packages/transport", "packages/cli", "packages/compiler"].flatMap(within);
    expect(
      offences(blind, (file) => {
        const code = withoutComments(textOf(file));
        // Verbs show example names in their help; examples are words for people, not knowledge of the program.
        return file.includes("/cli/src/") ? [] : [...codes, ...namespaces].filter((word) => code.includes(word));
      }),
    ).toEqual([]);
  });

  test.each([
    ["ajv", "packages/compiler/src/schema/"],
    ["ajv-formats", "packages/compiler/src/schema/"],
    ["yaml", "packages/compiler/src/2-parse/"],
    ["ts-morph", "packages/compiler/src/6-emit/"],
    ["oxc-parser", "packages/compiler/src/6-emit/purity/"],
    ["libsql", "packages/capabilities/src/hosts/sqlite/"],
    ["@resvg/resvg-js", "packages/cli/src/picture/"],
    ["commander", "packages/cli/src/"],
  ])("%s is imported only in %s", (library, folder) => {
    const users = product.filter((file) =>
      importsOf(file).some((name) => name === library || name.startsWith(`${library}/`)),
    );
    expect(users).not.toEqual([]);
    expect(users.filter((file) => !file.startsWith(folder))).toEqual([]);
  });
});
