import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import vm from "node:vm";
import type * as Esbuild from "esbuild-wasm";
import {
  bundleModule,
  type BundleResult,
  type Wanted,
} from "../../../../src/languages/javascript/bundle/bundle";
import { Bundler } from "../../../../src/languages/javascript/bundle/bundler";
import {
  createObjective,
  type JavaScriptObjective,
} from "../../../../src/languages/javascript/evaluate/objective";
import type { NestedNumbers } from "../../../../src/languages/javascript/evaluate/argumentShape";
import type { Realm } from "../../../../src/languages/javascript/realm/realm";
import { numericObjective } from "../../../../src/objective/numericObjective";

/** Tests and benchmarks are started from the project. */
const root = process.cwd();
let started: Promise<Bundler> | undefined;

/** The bundler that the product uses: esbuild-wasm, in this process. */
export function bundler(): Promise<Bundler> {
  started ??= startBundler();
  return started;
}

async function startBundler(): Promise<Bundler> {
  const require = createRequire(resolve(root, "package.json"));
  (globalThis as { self?: unknown }).self ??= globalThis;
  const esbuild = require("esbuild-wasm/lib/browser.js") as typeof Esbuild;
  const bytes = readFileSync(resolve(root, "node_modules/esbuild-wasm/esbuild.wasm"));
  await esbuild.initialize({ wasmModule: await WebAssembly.compile(bytes), worker: false });
  return new Bundler(esbuild);
}

/** A realm like the runner's: a context with built-ins of its own. */
export function createRealm(globals: Record<string, unknown> = {}): Realm {
  const context = vm.createContext({ performance, crypto, console, structuredClone, ...globals });
  return {
    evaluate: (code, fileName) =>
      new vm.Script(code, { filename: fileName }).runInContext(context) as unknown,
  };
}

export interface Project {
  readonly files?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly wanted?: Partial<Wanted>;
}

/** Bundles a text as the file /project/loss.ts among other files. */
export async function bundleText(text: string, project: Project = {}): Promise<BundleResult> {
  const files: Readonly<Record<string, string>> = project.files ?? {};
  return bundleModule({
    bundler: await bundler(),
    path: project.path ?? "/project/loss.ts",
    text,
    readFile: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    wanted: { path: ["loss"], isDefault: false, ...project.wanted },
  });
}

/** From a text to an objective, on the way that the product takes. */
export async function objectiveOf(
  text: string,
  start: readonly NestedNumbers[],
  project: Project = {},
): Promise<JavaScriptObjective> {
  const { code, sourceMap, problems } = await bundleText(text, project);
  if (code === undefined || sourceMap === undefined) throw new Error(JSON.stringify(problems));
  return createObjective({
    bundle: { code, sourceMap },
    realm: createRealm(),
    start,
    sampled: project.wanted?.samples !== undefined,
    numeric: numericObjective,
  });
}
