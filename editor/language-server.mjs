import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** Starts the real language server and speaks LSP with it over its standard streams, as an editor does. */
export async function startLanguageServer(folder) {
  const script = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
  const server = spawn(process.execPath, [script, "--stdio"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const connection = connect(server);
  const rootUri = pathToFileURL(folder).href;
  const textDocument = { completion: { completionItem: { snippetSupport: false } }, hover: {}, publishDiagnostics: {} };
  await connection.ask("initialize", {
    processId: process.pid,
    rootUri,
    capabilities: { textDocument, workspace: { configuration: true } },
    workspaceFolders: [{ uri: rootUri, name: "house" }],
  });
  connection.tell("initialized", {});
  return {
    /** Opens a text as a file and gives what the server finds in it. */
    open: async (file, text) => {
      const uri = pathToFileURL(file).href;
      const found = connection.next((message) => isDiagnosticsOf(message, uri));
      connection.tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
      return (await found).params.diagnostics;
    },
    complete: async (file, position) => {
      const textDocument = { uri: pathToFileURL(file).href };
      return (await connection.ask("textDocument/completion", { textDocument, position })).items;
    },
    hover: async (file, position) => {
      const textDocument = { uri: pathToFileURL(file).href };
      return (await connection.ask("textDocument/hover", { textDocument, position }))?.contents.value ?? "";
    },
    stop: async () => {
      await connection.ask("shutdown");
      connection.tell("exit");
    },
  };
}

function isDiagnosticsOf({ method, params }, uri) {
  return method === "textDocument/publishDiagnostics" && params.uri === uri;
}

/** Frames and reads messages; answers what the server asks of an editor with its settings or with nothing. */
function connect(server) {
  const waiting = new Set();
  let nextId = 1;
  let rest = Buffer.alloc(0);
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    server.stdin.write(body);
  };
  const receive = (message) => {
    if (message.id !== undefined && message.method !== undefined) {
      send({
        id: message.id,
        result: message.method === "workspace/configuration" ? message.params.items.map(settingsOf) : null,
      });
    }
    for (const entry of waiting) {
      if (!entry.isWanted(message)) continue;
      waiting.delete(entry);
      entry.resolve(message);
    }
  };
  server.stdout.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = rest.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(head, 0)).toString("latin1"))?.[1]);
      if (head === -1 || rest.length < head + 4 + length) return;
      receive(JSON.parse(rest.subarray(head + 4, head + 4 + length).toString("utf8")));
      rest = rest.subarray(head + 4 + length);
    }
  });
  const next = (isWanted) => new Promise((resolve) => waiting.add({ isWanted, resolve }));
  return {
    next,
    tell: (method, params) => send({ method, params }),
    ask: async (method, params) => {
      const id = nextId++;
      const answer = next((message) => message.id === id && message.method === undefined);
      send({ id, method, params });
      const { result, error } = await answer;
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result;
    },
  };
}

/** No schema store: every schema comes from the first line of a file. */
function settingsOf({ section }) {
  return section === "yaml" ? { schemaStore: { enable: false }, validate: true, hover: true, completion: true } : {};
}
