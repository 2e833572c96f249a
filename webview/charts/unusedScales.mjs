// Leaves Chart.js's unused scales out of the bundle, a sixth of the library: their `static defaults` read properties of
// other objects, which might have effects as far as a bundler knows, so that it keeps their classes.
import { readFile } from "node:fs/promises";

const scales = ["LogarithmicScale", "RadialLinearScale", "TimeScale", "TimeSeriesScale"];

/** An esbuild plugin that makes each of these classes the result of a call that may be dropped where nothing uses it. */
export function withoutUnusedScales() {
  return {
    name: "without-unused-scales",
    setup(build) {
      build.onLoad({ filter: /[\\/]chart\.js[\\/]dist[\\/]chart\.js$/ }, async ({ path }) => ({
        contents: scales.reduce(asDroppable, await readFile(path, "utf8")),
      }));
    },
  };
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
