import { describe, expect, test } from "vitest";
import { CommandFailure } from "../command-failure.ts";
import { readLimits } from "./limits-of.ts";
import { findRoots } from "./source-roots.ts";

const find = (named: readonly string[], roots: readonly string[]) =>
  findRoots({
    named,
    workspace: {
      folder: "/there",
      configFile: "",
      roots,
      snapshot: "",
      dataRoot: "",
      traces: "",
      limits: readLimits(),
      tenants: {},
      minimumDays: 183,
      approvers: [],
      mail: undefined,
      serve: {},
      principals: [],
    },
    currentFolder: "/here",
    platformRoot: "/platform",
  }).map(({ path, directory }) => [path, directory]);

const platform = ["@pgs/capabilities", "/platform"];

describe("the roots to compile", () => {
  test("those of the configuration are relative to it", () => {
    expect(find([], ["../domains/a"])).toEqual([platform, ["../domains/a", "/domains/a"]]);
  });

  test("those that are named stand instead, and are called as they were written, but never by an absolute path", () => {
    expect(find(["./hello/", "/tmp/else", "."], ["../domains/a"])).toEqual([
      platform,
      ["hello", "/here/hello"],
      ["else", "/tmp/else"],
      ["here", "/here"],
    ]);
  });

  test("none at all is a usage error", () => {
    expect(() => find([], [])).toThrow(CommandFailure);
  });
});
