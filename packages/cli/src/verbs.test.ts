import { Command } from "commander";
import { expect, test } from "vitest";
import type { Composition } from "./composition.ts";
import { verbs } from "./verbs.ts";

test.each(Object.entries(verbs))("%s is what the verb calls itself", async (name, { load }) => {
  const program = new Command();
  const addVerb = await load();
  addVerb(program, { composition: {} as Composition, exit: 0 });
  expect(program.commands.map((command) => command.name())).toEqual([name]);
});
