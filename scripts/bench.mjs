// Runs every test/bench/*.bench.ts: tables, or with --json one list of { name, nsPerStep, peer, peerNsPerStep, ratio }.
// `--only NAME,…` runs the files whose names contain one of the names; `--case WORD` tells those that measure several cases to
// measure the ones with that word in their name; `--write` puts the figures into the documentation.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { recordFigures, writeFigures } from "./benchFigures.mjs";
import { buildExtensionIfOutdated, installDependencies, projectFolder } from "./project.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    only: { type: "string" },
    case: { type: "string" },
    write: { type: "boolean" },
  },
});
if (values.write && values.case !== undefined) {
  console.error("--write takes all cases of a benchmark, so not with --case");
  process.exit(1);
}
const asRows = values.json || values.write;
const passedOn = [
  ...(asRows ? ["--json"] : []),
  ...(values.case === undefined ? [] : ["--case", values.case]),
];

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

/** Rows by the name of their benchmark. */
const measured = {};
let failed = false;
for (const name of names) {
  if (!asRows) console.log(`\n── ${name} ──`);
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--expose-gc", join(out, `${name}.bench.mjs`), ...passedOn],
    {
      cwd: projectFolder,
      stdio: ["ignore", asRows ? "pipe" : "inherit", "inherit"],
      encoding: "utf8",
      maxBuffer: 1e8,
    },
  );
  if (status !== 0) failed = true;
  else if (asRows) measured[name] = JSON.parse(stdout);
}
if (values.json) console.log(JSON.stringify(Object.values(measured).flat(), null, 2));
if (values.write) {
  recordFigures(measured);
  await writeFigures();
}
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
