import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CommandFailure, exitCodes } from "../command-failure.ts";
import { type AskedSources, findSources } from "../compile-sources.ts";
import { printFailure } from "../print-failure.ts";
import { configFileName } from "../workspace/workspace.ts";
import { isSystemError, type WatchedFolder, watchFolders } from "./watch-folders.ts";

/** An editor writes a file in several steps, and a tool many files at once. */
const settleMs = 50;

/**
 * Does the work, and again after every change of the sources, their code or the configuration, and says how long it
 * took. Ends when it is asked to stop. What keeps a round from working is said, and mended by the next change.
 */
export async function watchSources(asked: AskedSources, work: () => Promise<number>): Promise<number> {
  const { composition } = asked;
  const { terminal } = composition;
  let wake = (): void => undefined;
  let isChanged = true;
  const folders = watchFolders(() => {
    isChanged = true;
    wake();
  });
  const stopped = composition.untilStopped().then(() => "stopped" as const);
  try {
    for (;;) {
      // Before the work reads anything, so that no change after that is missed.
      folders.refresh(await watchedFolders(asked));
      isChanged = false;
      const start = performance.now();
      await workOnce(asked, work);
      const seconds = ((performance.now() - start) / 1000).toFixed(2);
      terminal.err(`took ${seconds} s; waiting for a change, Ctrl-C ends\n\n`);
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
        if (isChanged) resolve();
      });
      if ((await Promise.race([woken, stopped])) === "stopped") return exitCodes.interrupted;
      if ((await Promise.race([wait(settleMs), stopped])) === "stopped") return exitCodes.interrupted;
    }
  } finally {
    folders.close();
  }
}

async function workOnce({ options, composition }: AskedSources, work: () => Promise<number>): Promise<void> {
  const { terminal } = composition;
  try {
    await work();
  } catch (failure) {
    if (failure instanceof CommandFailure) printFailure(failure.failure, { terminal, isJson: options.json === true });
    else if (isSystemError(failure)) terminal.err(`pgs: the system refuses: ${(failure as Error).message}\n`);
    else throw failure;
  }
}

/** Every root's protocol and code, and what says which roots there are. The platform's comes with the command. */
async function watchedFolders(asked: AskedSources): Promise<readonly WatchedFolder[]> {
  const { composition } = asked;
  try {
    const { roots, workspace } = await findSources(asked);
    return [
      { folder: workspace.folder, names: [configFileName] },
      ...roots
        .filter(({ directory }) => directory !== composition.platformRoot)
        .flatMap(({ directory }) => [
          { folder: directory, names: ["protocol", "src"] },
          { folder: join(directory, "protocol") },
          { folder: join(directory, "src") },
        ]),
    ];
  } catch (failure) {
    if (!(failure instanceof CommandFailure)) throw failure;
    // The work says what is wrong; until it is mended there is one file to wait for.
    return [{ folder: asked.options.workspace ?? composition.terminal.currentFolder, names: [configFileName] }];
  }
}
