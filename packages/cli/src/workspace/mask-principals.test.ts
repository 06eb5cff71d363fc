import { describe, expect, test } from "vitest";
import { maskPrincipals } from "./mask-principals.ts";

describe("what diagnostics show of the principals", () => {
  test.each([
    [
      "roots: [a]\nprincipals:\n  - token_sha256: deadbeef\n    actor: a::AC_B_V0\n    tenant: acme\ndata: there\n",
      "roots: [a]\nprincipals:\n  - token_sha256: ********\n    actor: *::*******\n    tenant: ****\ndata: there\n",
    ],
    ["principals: [{ token: se-cr3t }]\n", "principals: [{ *****: **-**** }]\n"],
    [
      "principals:\n- token_sha256: a b\n# note\n\n- actor: x\nserve: {}",
      "principals:\n- token_sha256: * *\n# ****\n\n- actor: *\nserve: {}",
    ],
    ['"principals": ["tenant"]', '"principals": ["******"]'],
    ["data: principals\n", "data: principals\n"],
  ])("`%s`", (text, shown) => {
    expect(maskPrincipals(text)).toBe(shown);
    expect(maskPrincipals(text)).toHaveLength(text.length);
  });
});
