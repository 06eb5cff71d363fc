/**
 * Says what an error of the database means for who asked, and keeps its code. Says no path: the words are journaled, and
 * equal ends have equal words.
 */
export function tellFault(error: unknown, busyTimeoutMs: number): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  const words = wordsFor(code, busyTimeoutMs);
  if (words === undefined || error.message.startsWith(words)) return error;
  return Object.assign(new Error(`${words} (${code}: ${error.message})`, { cause: error }), { code });
}

/** The SQLite result code, e.g. `SQLITE_IOERR_WRITE`; undefined: the error is none of the database. */
export function codeOf(error: unknown): string | undefined {
  const { code, rawCode } = (error ?? {}) as { readonly code?: unknown; readonly rawCode?: unknown };
  if (typeof code === "string" && code.startsWith("SQLITE_")) return code;
  // The driver knows not every extended code by name; its last byte is the one that it extends.
  return typeof rawCode === "number" ? (codes[rawCode % 256] ?? "SQLITE_ERROR") : undefined;
}

const codes: Readonly<Record<number, string>> = {
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  26: "SQLITE_NOTADB",
};

function wordsFor(code: string, busyTimeoutMs: number): string | undefined {
  const [, kind] = code.split("_");
  switch (kind) {
    case "BUSY":
      return `the ledger is busy: another process has kept it for more than ${busyTimeoutMs / 1000} s; nothing was written`;
    case "FULL":
      return "the disk is full: nothing was written; ask again with the same key when there is room";
    case "READONLY":
      return "the ledger can be read only: its file, its folder or its disk does not let this user write";
    case "IOERR":
      return "the disk failed: ask again with the same key when it is mended, and nothing happens twice";
    case "CORRUPT":
    case "NOTADB":
      return "the ledger's file is damaged: `pgs doctor` says how far, and a backup brings it back";
    case "CANTOPEN":
      return "the ledger's file cannot be opened: its folder is not there, or does not let this user in";
    default:
      return undefined;
  }
}
