import { rulePages } from "@pgs/governance/rule-pages";
import { describe, expect, onTestFinished, test } from "vitest";
import { readAndBind } from "../front.ts";
import { writeRoot } from "../testing/write-root.ts";
import { lowerRoutes } from "./lower-routes.ts";

/** The routes of the good sample of a rule's page, changed by `change`. */
function routesOf(rule: string, change: (text: string) => string = (text) => text) {
  const { files = [] } = rulePages.find(({ name }) => name === rule)?.good ?? {};
  const root = writeRoot(Object.fromEntries(files.map(({ file, text }) => [file, change(text)])), onTestFinished);
  const { value, diagnostics } = readAndBind({ roots: [root] });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return lowerRoutes(value).routes;
}

const text = { type: "string" };
const record = (properties: object) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

describe("routes", () => {
  test("have the admission of the intent, and every exit with what it gives", () => {
    const [route] = routesOf("route-unique");
    expect(route).toMatchObject({
      artifact: "hello::TI_HELLO_V0",
      method: "POST",
      path: "/api/v0/hello",
      workflow: "hello::WF_HELLO_V0",
      key: "optional",
      payload: record({ name: text }),
    });
    expect(route?.exits.map((exit) => [exit.exit, exit.class, exit.answers])).toEqual([
      ["DENIED", "denied", undefined],
      ["GREETED", "completed", undefined],
      ["REJECTED", "rejected", undefined],
    ]);
    expect(route?.exits[1]?.outputs).toEqual(record({ greeting: text }));
  });

  test("stand by path, whatever the order of files", () => {
    expect(routesOf("route-unique").map(({ path }) => path)).toEqual(["/api/v0/hello", "/api/v0/welcome"]);
  });

  test("an egress says which outputs are answered, by which names", () => {
    const [route] = routesOf("egress-fits-route");
    const exit = route?.exits.find(({ exit: name }) => name === "GREETED");
    expect([exit?.answers, exit?.outputs]).toEqual([{ text: "greeting" }, record({ text })]);
  });

  test("in the place of what is personal or secret stands that it is", () => {
    const [route] = routesOf("route-unique", (source) =>
      source
        .replace("payload: { name: { type: string } }", "payload: { name: { type: string, personal: true } }")
        .replace("outputs: { greeting: $.r", "outputs: { who: $.payload.name, greeting: $.r"),
    );
    const who = { ...record({ $redacted: { type: "string", const: "personal" } }), additionalProperties: undefined };
    expect(route?.exits.find(({ exit }) => exit === "GREETED")?.outputs).toEqual(record({ greeting: text, who }));
  });

  test.each(["draft", "retired"])("a %s route is none", (status) => {
    expect(routesOf("egress-fits-route", (source) => source.replace("method:", `status: ${status}\nmethod:`))).toEqual(
      [],
    );
  });
});
