import type { JsonObject } from "@pgs/governance";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOf, brokenOf } from "./arbitrary-of-schema.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, type ServeProcess, startServer, type Told } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

/** A route as the document describes it. */
interface DescribedRoute {
  readonly path: string;
  readonly payload: JsonObject;
  readonly statuses: readonly string[];
}

async function readDocument({ address }: ServeProcess): Promise<JsonObject> {
  return (await ask(`${address}/openapi.json`)).body;
}

const at = (value: unknown, ...path: readonly string[]): JsonObject =>
  path.reduce<unknown>((held, key) => (held as Readonly<Record<string, unknown>>)[key], value) as JsonObject;

function routesOf(document: JsonObject): readonly DescribedRoute[] {
  return Object.entries(at(document, "paths"))
    .filter(([path]) => path.startsWith("/api/"))
    .map(([path, item]) => ({
      path,
      payload: at(item, "post", "requestBody", "content", "application/json", "schema"),
      statuses: Object.keys(at(item, "post", "responses")),
    }));
}

/** Refuses an answer that the document does not describe. */
function answerChecker(document: JsonObject): (path: string, told: Told) => void {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ ...document, $id: "document" });
  return (path, { status, body }) => {
    const pointer = `#/paths/${path.replaceAll("/", "~1")}/post/responses/${status}/content/application~1json/schema`;
    const validate = ajv.getSchema(`document${pointer}`);
    if (validate === undefined) throw new Error(`${path} may not answer ${status}: ${JSON.stringify(body)}`);
    if (validate(body) !== true) throw new Error(`${path} ${status}: ${JSON.stringify([validate.errors, body])}`);
  };
}

describe("the OpenAPI document", () => {
  test("is one, by the published schema of version 3.1", async () => {
    const document = await readDocument(await startServer(temporaryWorkspace(sealedDomains)));
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>)).toEqual({
      valid: true,
    });
    expect(validator.version).toBe("3.1");
    const paths = routesOf(document).map(({ path }) => path);
    expect(paths).toContain("/api/v0/register_actor");
    expect(paths).toContain("/api/v0/govern_agent_action");
  });

  test("every route takes what its schema takes, and answers what the document says", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const document = await readDocument(server);
    const check = answerChecker(document);
    for (const { path, payload } of routesOf(document)) {
      const seen = new Set<number>();
      await fc.assert(
        fc.asyncProperty(arbitraryOf(payload), async (body) => {
          const told = await ask(`${server.address}${path}`, { body });
          seen.add(told.status);
          check(path, told);
          expect([path, [400, 422].includes(told.status), told.body]).toEqual([path, false, told.body]);
        }),
        { numRuns: 60 },
      );
      expect([...seen].every((status) => [200, 403].includes(status))).toBe(true);
    }
  });

  test("no route takes what its schema does not take, and every reason has its place", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const document = await readDocument(server);
    const check = answerChecker(document);
    for (const { path, payload } of routesOf(document)) {
      await fc.assert(
        fc.asyncProperty(brokenOf(payload), async (body) => {
          const told = await ask(`${server.address}${path}`, { body });
          check(path, told);
          expect([told.status, told.body["terminal"], body]).toEqual([422, "rejected", body]);
          const reasons = told.body["reasons"] as unknown as readonly { readonly code: string }[];
          expect(reasons.map(({ code }) => code)).toContain("PGS7001");
        }),
        { numRuns: 60 },
      );
    }
  });

  test("any text is answered, and none with a stack", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const texts = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom("", "{", '{"a":1,"a":2}', "[[[["));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const told = await ask(`${server.address}/api/v0/register_actor`, { text });
        expect([400, 422]).toContain(told.status);
        expect(JSON.stringify(told.body)).not.toMatch(/\\n\s+at |node:internal|\.ts:|\.cjs/);
      }),
      { numRuns: 150 },
    );
    expect(server.err()).not.toMatch(/fault|\n\s+at /);
  });
});
