// The built-in optimizers and schedules, lifted like the user's own code, as the module
// `virtual:lifted-catalogue`: for esbuild (`liftedCatalogue`) and for Vite (`liftedCatalogueForVite`).
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ID = "virtual:lifted-catalogue";
const here = dirname(fileURLToPath(import.meta.url));
const source = resolve(here, "../../..");

const entry = `
export { optimizers, optimizerById, createCatalogue } from "./optimizers/catalogue";
export { schedules, scheduleById } from "./schedules/catalogue";
`;

/** The lifter itself, bundled so that plain Node can run it. */
async function loadLifter() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { lift } from "./lift"; export { RUNTIME_NAMES } from "./operators";`,
      resolveDir: here,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
  });
  const encoded = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${encoded}`);
}

/** The catalogue as one lifted module, and the files that it was made from. */
async function makeCatalogue() {
  const [{ lift, RUNTIME_NAMES }, bundled] = await Promise.all([
    loadLifter(),
    build({
      stdin: { contents: entry, resolveDir: source, loader: "ts" },
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
      absWorkingDir: source,
      plugins: [
        {
          name: "graph-stays",
          setup(build) {
            // What the catalogue takes from the graph is not lifted, and not a second copy either.
            build.onResolve({ filter: /\/(graph|tracing)\// }, ({ path, resolveDir }) => ({
              path: `${resolve(resolveDir, path)}.ts`,
              external: true,
            }));
          },
        },
      ],
    }),
  ]);
  const { code, prefix } = lift(bundled.outputFiles[0].text, "module");
  const names = [...new Set(RUNTIME_NAMES)].map((name) => `${name} as ${prefix}${name}`).join(", ");
  const runtime = JSON.stringify(resolve(source, "tracing/runtime.ts"));
  const head = `import { ${names}, liftedMath as Math } from ${runtime};\n`;
  const watchFiles = Object.keys(bundled.metafile.inputs)
    .filter((path) => path !== "<stdin>")
    .map((path) => resolve(source, path));
  return { contents: head + code, watchFiles };
}

/** For esbuild. */
export function liftedCatalogue() {
  return {
    name: "lifted-catalogue",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${ID}$`) }, () => ({ path: ID, namespace: "lifted" }));
      build.onLoad({ filter: /.*/, namespace: "lifted" }, async () => ({
        ...(await makeCatalogue()),
        loader: "js",
        resolveDir: source,
      }));
    },
  };
}

/** For Vite and Vitest. */
export function liftedCatalogueForVite() {
  return {
    name: "lifted-catalogue",
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const { contents, watchFiles } = await makeCatalogue();
      for (const file of watchFiles) this.addWatchFile?.(file);
      return contents;
    },
  };
}
