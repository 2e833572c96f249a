// Builds everything that ships into dist/: the extension, the runner with its worker, the command line, the panel.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";
import { liftedCatalogue } from "./src/languages/javascript/lift/liftPlugin.mjs";
import { withoutUnusedScales } from "./webview/charts/unusedScales.mjs";

const { values } = parseArgs({
  options: { watch: { type: "boolean" }, production: { type: "boolean" } },
});

const common = {
  bundle: true,
  minify: values.production ?? false,
  sourcemap: values.production ? false : "linked",
  logLevel: "warning",
  target: "es2022",
};

const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
};

/** Chinese words and mathematical signs as they are: escaped they take twice the room. */
const webview = {
  ...common,
  platform: "browser",
  target: "chrome120",
  charset: "utf8",
  format: "iife",
  outdir: "dist/webview",
};

const builds = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, external: ["vscode"] },
  {
    ...node,
    entryPoints: { runner: "src/runner/node/main.ts", runnerWorker: "src/runner/node/worker.ts" },
    plugins: [liftedCatalogue()],
  },
  { ...node, entryPoints: { cli: "src/cli/main.ts" } },
  {
    ...webview,
    entryPoints: { main: "webview/main.tsx" },
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".ttf": "dataurl" },
    plugins: [withoutUnusedScales()],
  },
  { ...webview, entryPoints: { formulas: "webview/formula/formulas.ts" }, globalName: "formulas" },
];

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await copyFile("node_modules/esbuild-wasm/esbuild.wasm", "dist/esbuild.wasm");

if (values.watch) {
  for (const options of builds) await (await context(options)).watch();
} else {
  await Promise.all(builds.map((options) => build(options)));
}
