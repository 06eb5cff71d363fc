import { spawn } from "node:child_process";
import type { RunResult } from "@pgs/runtime";
import { made } from "../system/open-made.ts";

/** How a process is killed: by itself at a point, or from outside some time after it has begun. */
export type Killing = { readonly point: number } | { readonly afterMs: number };

/** Where a process plays, and what: the workload of a program. */
export interface MortalPlace {
  readonly folder: string;
  readonly program: "domains" | "shelf";
  /** It comes when a minute has passed. */
  readonly isLater?: boolean;
}

/** What a process said before it ended, and how it ended. */
export interface LastWords {
  readonly end: "done" | "killed" | "failed";
  readonly acknowledged: readonly RunResult[];
}

/** Starts a process that plays a workload in a folder, and waits for its end. */
export function startMortal({ folder, program, isLater }: MortalPlace, killing: Killing): Promise<LastWords> {
  const point = "point" in killing ? killing.point : 0;
  const words = [folder, program, String(point), ...(isLater === true ? ["later"] : [])];
  const child = spawn(process.execPath, [`${made}/mortal.mjs`, ...words], {
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
