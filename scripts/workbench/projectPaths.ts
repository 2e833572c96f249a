import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project folder: the nearest one above this file (or its bundle) that has a lock file for the server. */
export const projectFolder = findProjectFolder(dirname(fileURLToPath(import.meta.url)));

/** Downloaded and unpacked things that may be deleted at any time. */
export const cacheFolder = join(projectFolder, ".cache");

/** Screenshots and reports of tests. */
export const resultsFolder = join(projectFolder, "test-results");

/** A VS Code that tests run in: the oldest that the manifest allows, or the newest there is on the npm registry. */
export type Release = "oldest" | "newest";

/** Where the versions of each server, and with the oldest those of browser and fonts, are pinned. */
export const pinnedPackages: Readonly<Record<Release, string>> = {
  oldest: join(projectFolder, "scripts", "vscode-server"),
  newest: join(projectFolder, "scripts", "vscode-newest"),
};

function findProjectFolder(from: string): string {
  if (existsSync(join(from, "scripts", "vscode-server", "package-lock.json"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`No project folder above ${fileURLToPath(import.meta.url)}`);
  return findProjectFolder(parent);
}
