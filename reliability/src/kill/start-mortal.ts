import { spawn } from "node:child_process";
import type { RunResult } from "@pgs/runtime";
import { made } from "../system/open-made.ts";

/** How a process is killed: by itself at a point, or from outside some time after it has begun. */
export type Killing = { readonly point: number } | { readonly afterMs: number };

/** What a process said before it ended, and how it ended. */
export interface LastWords {
  readonly end: "done" | "killed" | "failed";
  readonly acknowledged: readonly RunResult[];
}

/** Starts a process that plays the workload in a folder, and waits for its end. */
export function startMortal(folder: string, killing: Killing): Promise<LastWords> {
  const point = "point" in killing ? killing.point : 0;
  const child = spawn(process.execPath, [`${made}/mortal.mjs`, folder, String(point)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  let timer: NodeJS.Timeout | undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if ("afterMs" in killing) timer ??= setTimeout(() => child.kill("SIGKILL"), killing.afterMs);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code, signal) => {
      clearTimeout(timer);
      // The last line of a killed process may be cut; nobody has read it then.
      const lines = said.split("\n").slice(0, -1);
      const acknowledged = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as RunResult);
      const end = signal === "SIGKILL" ? "killed" : code === 0 && lines.at(-1) === "done" ? "done" : "failed";
      resolve({ end, acknowledged });
    });
  });
}
