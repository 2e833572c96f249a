import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Bundler, type ModuleSource } from "../languages/javascript/bundle/bundler";

/**
 * esbuild as WebAssembly in this very process: the same package on every platform, no helper process, no download.
 * Started on first use (a few tenths of a second); its browser build expects a global called `self`.
 */
export async function startBundler(): Promise<Bundler> {
  Object.assign(globalThis, { self: globalThis });
  const [esbuild, bytes] = await Promise.all([
    import("esbuild-wasm/lib/browser.js"),
    readFile(join(__dirname, "esbuild.wasm")),
  ]);
  await esbuild.default.initialize({
    wasmModule: await WebAssembly.compile(bytes),
    worker: false,
  });
  const bundler = new Bundler(esbuild.default);
  // The first build compiles the bundler itself; better now than when someone waits for it.
  await bundler.build(nothing, {});
  return bundler;
}

const nothing: ModuleSource = {
  entry: "nothing",
  resolve: () => ({}),
  load: () => ({ contents: "", loader: "ts" }),
};
