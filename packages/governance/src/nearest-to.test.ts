import { describe, expect, test } from "vitest";
import { nearestTo, surelyMeant } from "./nearest-to.ts";

describe("nearestTo", () => {
  test.each([
    ["CT_PURE_ECDSA_SING_V0", ["CT_PURE_ECDSA_VERIFY_V0", "CT_PURE_ECDSA_SIGN_V0"], "CT_PURE_ECDSA_SIGN_V0"],
    ["actor_di", ["actor_id", "actor_key"], "actor_id"],
    ["Payload", ["payload", "inputs"], "payload"],
    ["ab", ["ac", "aa"], "aa"],
    ["compile", ["run", "examine"], undefined],
    ["x", [], undefined],
    ["same", ["same"], undefined],
  ])("%s among %j is %s", (word, candidates, nearest) => {
    expect(nearestTo(word, candidates)).toBe(nearest);
  });
});

describe("surelyMeant", () => {
  test.each([
    ["REGSITER", ["REGISTER", "RESOLVE"], "REGISTER"],
    ["maxLenght", ["maxLength", "minLength"], "maxLength"],
    ["Name", ["name"], "name"],
    ["actr", ["act", "actor"], undefined],
    ["name", ["nae", "same"], undefined],
    ["SIGN_V0", ["SIGN_V1"], undefined],
    ["step1", ["step2"], undefined],
    ["id", ["ids"], undefined],
    ["GREETING", ["GREETED"], undefined],
  ])("%s among %j is %s", (word, candidates, meant) => {
    expect(surelyMeant(word, candidates)).toBe(meant);
  });
});
