// Leaves Chart.js's unused scales out of the bundle, a sixth of the library: their `static defaults` read properties of
// other objects, which might have effects as far as a bundler knows, so that it keeps their classes. And what listens to
// the page and measures it: every chart of ours is told its size (`curveChart.ts`).
import { readFile } from "node:fs/promises";

const scales = ["LogarithmicScale", "RadialLinearScale", "TimeScale", "TimeSeriesScale"];

/**
 * An esbuild plugin that makes each of these classes the result of a call that may be dropped where nothing uses it, and
 * the page's platform one that nothing chooses.
 */
export function withoutUnusedParts() {
  return {
    name: "without-unused-parts",
    setup(build) {
      build.onLoad({ filter: /[\\/]chart\.js[\\/]dist[\\/]chart\.js$/ }, async ({ path }) => ({
        contents: unchosen(scales.reduce(asDroppable, await readFile(path, "utf8"))),
      }));
    },
  };
}

/** @param {string} code */
function unchosen(code) {
  const choice = "return DomPlatform;";
  if (code.split(choice).length !== 2) throw new Error("Chart.js chooses its platform elsewhere");
  return code.replace(choice, "return BasicPlatform;");
}

/**
 * @param {string} code
 * @param {string} name of a class at the top level
 */
function asDroppable(code, name) {
  const declaration = new RegExp(`^class ${name} [^]*?^}`, "m");
  if (!declaration.test(code)) throw new Error(`Chart.js has no class ${name} any more`);
  return code.replace(
    declaration,
    (text) => `const ${name} = /* @__PURE__ */ (() => { ${text}\nreturn ${name}; })();`,
  );
}
