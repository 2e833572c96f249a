// Builds everything that ships into dist/: the extension, the runner with its worker, the command line, the panel.
import { copyFile, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";
import { compressedBundler } from "./scripts/packaging/compressedBundler.mjs";
import { noticesOf, packagesOf } from "./scripts/packaging/notices.mjs";
import { liftedCatalogue } from "./src/languages/javascript/lift/liftPlugin.mjs";
import { withoutUnusedParts } from "./webview/charts/unusedParts.mjs";

const { values } = parseArgs({
  options: { watch: { type: "boolean" }, production: { type: "boolean" } },
});

const common = {
  bundle: true,
  minify: values.production ?? false,
  sourcemap: values.production ? false : "linked",
  logLevel: "warning",
  target: "es2022",
  metafile: true,
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

/** Each process brings of the languages only the part that it uses: they are imported when they are first needed. */
const without = (...parts) => ({
  name: "without",
  setup(build) {
    build.onResolve({ filter: new RegExp(`^\\./(${parts.join("|")})$`) }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
});

const builds = [
  {
    ...node,
    entryPoints: { extension: "src/extension.ts" },
    external: ["vscode"],
    plugins: [liftedCatalogue(), without("preparer", "evaluator")],
  },
  { ...node, entryPoints: { runner: "src/runner/node/main.ts" }, plugins: [without("evaluator")] },
  {
    ...node,
    entryPoints: { runnerWorker: "src/runner/node/worker.ts" },
    plugins: [liftedCatalogue(), without("preparer")],
  },
  { ...node, entryPoints: { sweepHelper: "src/runner/node/sweepHelper.ts" } },
  {
    ...node,
    entryPoints: { cli: "src/cli/main.ts", mcp: "src/mcp/main.ts" },
    plugins: [liftedCatalogue(), without("preparer", "evaluator")],
  },
  {
    ...webview,
    entryPoints: { main: "webview/main.tsx" },
    // Nearly all of it runs for the first picture: compiled while the script loads instead of function by function, of
    // which there are a thousand between the first data and their frame.
    banner: { js: "//# allFunctionsCalledOnLoad" },
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".ttf": "dataurl" },
    plugins: [withoutUnusedParts()],
  },
  {
    ...webview,
    entryPoints: { "words.en": "l10n/english.ts", "words.zh-tw": "l10n/zhTw.ts" },
    globalName: "panelLanguage",
  },
  { ...webview, entryPoints: { formulas: "webview/formula/formulas.ts" }, globalName: "formulas" },
  {
    ...webview,
    entryPoints: { pictures: "webview/charts/pictureFormats.ts" },
    globalName: "pictures",
  },
  { ...webview, entryPoints: { relief: "webview/charts/reliefs.ts" }, globalName: "relief" },
  {
    ...webview,
    entryPoints: { sweeps: "webview/sweep/sweeps.tsx" },
    globalName: "sweeps",
    jsx: "automatic",
    jsxImportSource: "preact",
    // The panel's stylesheet has it all.
    loader: { ".css": "empty" },
  },
];

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await copyFile(await compressedBundler("."), "dist/esbuild.wasm.br");
// What runs in the person's own Python.
await cp("src/languages/python/program", "dist/python", {
  recursive: true,
  filter: (path) => !path.includes("__pycache__"),
});

if (values.watch) {
  for (const options of builds) await (await context(options)).watch();
} else {
  const results = await Promise.all(builds.map((options) => build(options)));
  const inputs = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  await writeFile("dist/THIRD_PARTY_NOTICES.md", noticesOf(packagesOf(inputs), "."));
  // For the test of the notices.
  await writeFile("dist/inputs.json", JSON.stringify([...inputs]));
}
