import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder that holds package.json. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs the project's packages unless they are there as the lock file says.
 *
 * It is done here and not by a `prestart` script because npm leaves out pre and post scripts where
 * `ignore-scripts` is set, as it is in this project.
 */
export function installDependencies() {
  if (packagesAreInstalled()) return;
  console.error("Installing packages …");
  run("npm", ["ci", "--no-audit", "--no-fund"]);
}

/** Compares the lock file with npm's own record of what is in node_modules. */
function packagesAreInstalled() {
  const record = join(projectFolder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const locked = JSON.parse(
    readFileSync(join(projectFolder, "package-lock.json"), "utf8"),
  ).packages;
  return Object.entries(locked).every(
    ([path, { version, optional }]) =>
      path === "" || installed[path]?.version === version || (optional && !installed[path]),
  );
}

/** Builds the extension into dist/, as it ships: what is tested and measured is what a person installs. */
export function buildExtension() {
  run(process.execPath, ["esbuild.mjs", "--production"]);
}

/** Builds the extension unless its build is newer than every source; one with source maps is not the one that ships. */
export function buildExtensionIfOutdated() {
  const built = join(projectFolder, "dist", "cli.cjs");
  const sources = ["src", "webview"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true }).map((name) =>
      join(projectFolder, folder, String(name)),
    ),
  );
  const recipe = ["esbuild.mjs", "package-lock.json"].map((file) => join(projectFolder, file));
  const newest = Math.max(...[...sources, ...recipe].map((file) => statSync(file).mtimeMs));
  const ships = existsSync(built) && !existsSync(`${built}.map`);
  if (!ships || statSync(built).mtimeMs < newest) buildExtension();
}

/**
 * Bundles a TypeScript script into out/scripts and returns the path of the result. Packages stay
 * outside, so that they are found in node_modules as usual.
 *
 * @param {string} entry path relative to the project, for example "scripts/workbench/start.ts"
 */
export async function compileScript(entry) {
  const { build } = await import("esbuild");
  const outfile = join(projectFolder, "out", entry.replace(/\.ts$/, ".mjs"));
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    absWorkingDir: projectFolder,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}

/**
 * Bundles a TypeScript script and runs it in this process.
 *
 * @param {string} entry path relative to the project
 */
export async function runScript(entry) {
  await import(pathToFileURL(await compileScript(entry)).href);
}

/**
 * Runs a command in the project folder and leaves the process when it fails. All its output goes to
 * standard error: standard output belongs to the script.
 *
 * @param {string} command
 * @param {string[]} commandArguments
 */
function run(command, commandArguments) {
  const shell = process.platform === "win32";
  const { status, error } = spawnSync(command, commandArguments, {
    cwd: projectFolder,
    stdio: ["ignore", process.stderr, "inherit"],
    shell,
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
