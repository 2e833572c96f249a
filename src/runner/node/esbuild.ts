import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { Esbuild } from "../../languages/platform";

/**
 * esbuild as WebAssembly in this very process: the same package on every platform, no helper process, no download.
 * Started on first use (a few tenths of a second); its browser build expects a global called `self`.
 */
export async function startEsbuild(): Promise<Esbuild> {
  Object.assign(globalThis, { self: globalThis });
  const [esbuild, bytes] = await Promise.all([
    import("esbuild-wasm/lib/browser.js"),
    readFile(join(__dirname, "esbuild.wasm.br")).then(decompress),
  ]);
  await esbuild.default.initialize({
    wasmModule: await compileForShortStays(bytes),
    worker: false,
  });
  return esbuild.default;
}

/** It ships smaller than a package's zip makes it; 50 ms beside the loading of the rest. */
const decompress = promisify(brotliDecompress);

/** Roughly the bytes that a function of WebAssembly executes before V8 optimizes it: its own choice, and the most. */
const tieringBudget = { usual: 1_800_000, most: 2 ** 31 - 1 };

/**
 * Compiles esbuild so that V8 optimizes only what runs very often. It is large and each build is short: with V8's
 * own choice, starting took twice as much processor time, and the first hundred builds four times as much, for builds
 * that became no faster. A module keeps the budget that it was compiled with.
 */
export async function compileForShortStays(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<WebAssembly.Module> {
  setFlagsFromString(`--wasm-tiering-budget=${tieringBudget.most}`);
  try {
    return await WebAssembly.compile(bytes);
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${tieringBudget.usual}`);
  }
}
