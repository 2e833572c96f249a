// Runs every test/bench/*.bench.ts: tables, or with --json one list of { name, nsPerStep, peer, peerNsPerStep, ratio }.
// `--only NAME,…` runs the files whose names contain one of the names.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildExtensionIfOutdated, installDependencies, projectFolder } from "./project.mjs";

const { values } = parseArgs({ options: { json: { type: "boolean" }, only: { type: "string" } } });

const folder = join(projectFolder, "test", "bench");
const names = chosen(
  readdirSync(folder)
    .filter((name) => name.endsWith(".bench.ts"))
    .map((name) => name.replace(/\.bench\.ts$/, "")),
  values.only?.split(",").map((part) => part.trim()),
);

installDependencies();
buildExtensionIfOutdated();
const { build } = await import("esbuild");
const { liftedCatalogue } = await import("../src/languages/javascript/lift/liftPlugin.mjs");

const out = join(projectFolder, "out", "bench");
mkdirSync(out, { recursive: true });
await build({
  entryPoints: names.map((name) => join(folder, `${name}.bench.ts`)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  plugins: [liftedCatalogue()],
  logLevel: "warning",
});

const rows = [];
let failed = false;
for (const name of names) {
  if (!values.json) console.log(`\n── ${name} ──`);
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--expose-gc", join(out, `${name}.bench.mjs`), ...(values.json ? ["--json"] : [])],
    {
      cwd: projectFolder,
      stdio: ["ignore", values.json ? "pipe" : "inherit", "inherit"],
      encoding: "utf8",
      maxBuffer: 1e8,
    },
  );
  if (status !== 0) failed = true;
  else if (values.json) rows.push(...JSON.parse(stdout));
}
if (values.json) console.log(JSON.stringify(rows, null, 2));
if (failed) process.exitCode = 1;

/**
 * The benchmarks whose names contain one of the parts. A part that no name contains ends the program, with the names.
 *
 * @param {readonly string[]} all
 * @param {readonly string[] | undefined} parts all benchmarks if absent
 */
function chosen(all, parts = [""]) {
  const missing = parts.find((part) => !all.some((name) => name.includes(part)));
  if (missing === undefined) return all.filter((name) => parts.some((part) => name.includes(part)));
  console.error(`no benchmark is called "${missing}": there are ${all.join(", ")}`);
  process.exit(1);
}
