import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { currentTarget, familySync, libcOf, loadTarget } from "../native-part.cjs";

const ofCapabilities = createRequire(new URL("../../capabilities/package.json", import.meta.url));
const ofDriver = createRequire(ofCapabilities.resolve("libsql"));

describe("the native part of the SQLite driver", () => {
  test("is the one that the driver finds itself", () => {
    expect(currentTarget()).toBe(ofDriver("@neon-rs/load").currentTarget());
    expect(familySync()).toBe(ofDriver("detect-libc").familySync());
    expect(loadTarget(currentTarget())).toHaveProperty("databaseOpen");
  });

  test("follows the loader that a program's head names, and nothing else", () => {
    expect(libcOf("\x7fELF\0/lib64/ld-linux-x86-64.so.2\0")).toBe("glibc");
    expect(libcOf("\x7fELF\0/lib/ld-linux-aarch64.so.1\0")).toBe("glibc");
    expect(libcOf("\x7fELF\0/lib/ld-musl-x86_64.so.1\0")).toBe("musl");
    expect(libcOf("\x7fELF\0")).toBeUndefined();
    expect(libcOf("/lib/ld-musl-x86_64.so.1 /lib64/ld-linux-x86-64.so.2")).toBeUndefined();
  });
});
