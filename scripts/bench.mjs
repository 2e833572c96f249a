// Runs every test/bench/*.bench.ts: tables, or with --json one list of { name, nsPerStep, peer, peerNsPerStep, ratio }.
// `--only NAME` runs the files whose names contain NAME.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildExtensionIfOutdated, installDependencies, projectFolder } from "./project.mjs";

const { values } = parseArgs({ options: { json: { type: "boolean" }, only: { type: "string" } } });

installDependencies();
buildExtensionIfOutdated();
const { build } = await import("esbuild");
const { liftedCatalogue } = await import("../src/languages/javascript/liftPlugin.mjs");

const folder = join(projectFolder, "test", "bench");
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".bench.ts") && name.includes(values.only ?? ""))
  .map((name) => name.replace(/\.ts$/, ""));
const out = join(projectFolder, "out", "bench");
mkdirSync(out, { recursive: true });
await build({
  entryPoints: names.map((name) => join(folder, `${name}.ts`)),
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
  if (!values.json) console.log(`\n── ${name.replace(/\.bench$/, "")} ──`);
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--expose-gc", join(out, `${name}.mjs`), ...(values.json ? ["--json"] : [])],
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
