import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, configure, type ServeProcess, startServer } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const route = "/api/v0/register_actor";

/** Sends bytes as they are, and gives everything that comes back until the connection ends. */
async function sendRaw({ port }: ServeProcess, text: string): Promise<string> {
  const socket = await open(port);
  let answer = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    answer += part;
  });
  socket.write(text);
  await once(socket, "close");
  return answer;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1" });
  // The other side may end it while we still write.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const head = (line: string, ...headers: readonly string[]): string =>
  `${[line, "Host: 127.0.0.1", ...headers].join("\r\n")}\r\n\r\n`;
const post = (...headers: readonly string[]): string =>
  head(`POST ${route} HTTP/1.1`, "Content-Type: application/json", ...headers);

/** A server with small limits. */
async function smallServer(): Promise<ServeProcess> {
  const cwd = temporaryWorkspace(sealedDomains);
  configure(cwd, { limits: { payload_bytes: 1000 }, serve: { request_seconds: 1, concurrent: 1 } });
  return startServer(cwd);
}

describe("a server's limits", () => {
  test.each([
    ["a body that says it is too large", post("Content-Length: 2000"), 413],
    ["a body that turns out to be", `${post("Transfer-Encoding: chunked")}7d0\r\n${"x".repeat(2000)}\r\n`, 413],
    ["an address that is too long", head(`GET /${"x".repeat(3000)} HTTP/1.1`, "Connection: close"), 414],
    ["headers that are too large", head("GET /healthz HTTP/1.1", `X-Long: ${"x".repeat(20_000)}`), 431],
    [
      "headers that are too many",
      head("GET /healthz HTTP/1.1", ...Array.from({ length: 100 }, (_, n) => `X-${n}: 1`)),
      431,
    ],
    ["bytes that are no request", "\u0016\u0003\u0001 hello\r\n\r\n", 400],
    ["a request without a host", "GET /healthz HTTP/1.1\r\n\r\n", 400],
    ["a length and chunks at once", post("Content-Length: 3", "Transfer-Encoding: chunked"), 400],
    ["another content type", head(`POST ${route} HTTP/1.1`, "Content-Type: text/plain", "Content-Length: 2"), 415],
    ["a compressed body", post("Content-Encoding: gzip", "Content-Length: 2"), 415],
    ["another machine's name", "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421],
    [
      "an idempotency key too long",
      `${post(`Idempotency-Key: ${"k".repeat(256)}`, "Content-Length: 2", "Connection: close")}{}`,
      400,
    ],
    [
      "two idempotency keys",
      `${post("Idempotency-Key: a", "Idempotency-Key: b", "Content-Length: 2", "Connection: close")}{}`,
      400,
    ],
    ["a blank idempotency key", `${post("Idempotency-Key: ", "Content-Length: 2", "Connection: close")}{}`, 400],
    [
      "a query",
      `${head(`POST ${route}?workflow=x HTTP/1.1`, "Content-Type: application/json", "Content-Length: 2", "Connection: close")}{}`,
      400,
    ],
  ])("%s is refused", async (_, text, status) => {
    const server = await smallServer();
    const answer = await sendRaw(server, text);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/content-type: application\/json/);
    expect(answer).not.toMatch(/\n\s+at |node:/);
    expect((await ask(`${server.address}/healthz`)).status).toBe(200);
  });

  test("a method that the address does not take is told which it takes", async () => {
    const server = await smallServer();
    const told = await ask(`${server.address}${route}`);
    expect([told.status, told.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test.each([
    "/runs/..%2f..%2fpgs.db",
    "/runs/../../../etc/passwd",
    "/runs/R_0",
    "/runs/{run}",
    "/runs/%00",
    "//runs",
    "/api/v0/",
  ])("%s leads nowhere", async (path) => {
    const server = await smallServer();
    expect(statusOf(await sendRaw(server, head(`GET ${path} HTTP/1.1`, "Connection: close")))).toBe(404);
  });

  test("a request that never ends is cut off, and keeps nobody else waiting for long", async () => {
    const server = await smallServer();
    const [headless, bodiless] = await Promise.all([
      sendRaw(server, `POST ${route} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow`),
      sendRaw(server, `${post("Content-Length: 100")}{"a`),
    ]);
    expect([statusOf(headless), statusOf(bodiless)]).toEqual([408, 408]);
    expect((await ask(`${server.address}${route}`, { body: {} })).status).toBe(422);
  });

  test("one request more than it works on is told to come again; its health is answered all the while", async () => {
    const server = await smallServer();
    const slow = await open(server.port);
    slow.write(`${post("Content-Length: 100")}{"a`);
    // Only the server knows when it has seen the first one.
    const until = Date.now() + 900;
    let told = await ask(`${server.address}${route}`, { body: {} });
    while (told.status !== 429 && Date.now() < until) told = await ask(`${server.address}${route}`, { body: {} });
    expect([told.status, told.headers.get("retry-after"), told.body["error"]]).toEqual([429, "1", "too_many_requests"]);
    expect((await ask(`${server.address}/healthz`)).status).toBe(200);
    expect((await ask(`${server.address}/readyz`)).body).toEqual({ status: "ready" });
    slow.destroy();
  });

  test("it stops although somebody holds a connection open", async () => {
    const server = await startServer(temporaryWorkspace(sealedDomains));
    const held = await open(server.port);
    held.write(`${post("Content-Length: 100")}{"a`);
    expect(await server.stop()).toBe(0);
  });

  test("every answer tells browsers to keep and show nothing", async () => {
    const server = await smallServer();
    const { headers } = await ask(`${server.address}/healthz`);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("server")).toBeNull();
  });

  test.each(["0.0.0.0", "::", "192.0.2.1", "example.com"])("without principals it does not listen on %s", (host) => {
    const refused = pgs(["serve", "--host", host, "--port", "0"], { cwd: temporaryWorkspace(sealedDomains) });
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain("no principals are configured");
  });

  test("a port that is taken is said in one line", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const { port } = await startServer(cwd);
    const refused = pgs(["serve", "--port", String(port)], { cwd: temporaryWorkspace(sealedDomains) });
    expect([refused.code, refused.err.split("\n")[0]]).toEqual([
      2,
      `pgs: 127.0.0.1:${port} cannot be listened to: EADDRINUSE`,
    ]);
  });
});
