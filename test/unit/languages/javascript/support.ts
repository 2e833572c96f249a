import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import vm from "node:vm";
import type * as Esbuild from "esbuild-wasm";
import {
  bundleModule,
  type BundleResult,
  type Wanted,
} from "../../../../src/languages/javascript/bundle/bundle";
import { Bundler } from "../../../../src/languages/javascript/bundle/bundler";
import { openCode } from "../../../../src/languages/javascript/evaluate/openCode";
import type { CodeObjective } from "../../../../src/objective/createObjective";
import type { Nested } from "../../../../src/languages/lossFunction";
import { argumentsOf } from "./argumentsOf";
import { LocatedError } from "../../../../src/text/place";
import type { Realm } from "../../../../src/languages/platform";
import { compileForShortStays } from "../../../../src/runner/node/esbuild";

/** Tests and benchmarks are started from the project. */
const root = process.cwd();
let started: Promise<Bundler> | undefined;

/** The bundler that the product uses: esbuild-wasm, in this process, compiled as there. */
export function bundler(): Promise<Bundler> {
  started ??= startBundler();
  return started;
}

async function startBundler(): Promise<Bundler> {
  const require = createRequire(resolve(root, "package.json"));
  (globalThis as { self?: unknown }).self ??= globalThis;
  const esbuild = require("esbuild-wasm/lib/browser.js") as typeof Esbuild;
  const bytes = readFileSync(resolve(root, "node_modules/esbuild-wasm/esbuild.wasm"));
  await esbuild.initialize({ wasmModule: await compileForShortStays(bytes), worker: false });
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
  /** Unsaved texts of open documents. */
  readonly overlays?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly wanted?: Partial<Wanted>;
}

const posix = {
  path: (path: string): string => path,
  key: (path: string): string => path,
  realPath: (path: string): string => path,
  inTests: (text: string): string => text,
};

/**
 * Windows as Node and VS Code see it: either slash leads to a file and letters count in no case; the path behind links is
 * written with backslashes and a large drive, that of a document with a small one.
 */
const windows: typeof posix = {
  path: (path) => `c:${path.replaceAll("/", "\\")}`,
  key: (path) => path.replaceAll("/", "\\").toLowerCase(),
  realPath: (path) => path.replaceAll("/", "\\").replace(/^c:/, "C:"),
  inTests(text) {
    if (text.includes("/") && /^\w:/.test(text)) throw new Error(`${text} is no path of Windows`);
    return text.replace(/\bc:([\\/])/g, "$1").replaceAll("\\", "/");
  },
};

/** How the host writes paths; tests write all as in POSIX. */
let system = posix;

/** From now on paths are those of this system. */
export function useSystem(name: "posix" | "windows"): void {
  system = name === "windows" ? windows : posix;
}

/** Files come in a later turn, as from a server. */
async function later<T>(value: T): Promise<T> {
  await setImmediate();
  return value;
}

function keyed(
  files: Readonly<Record<string, string>> = {},
  keyOf: (path: string) => string = system.path,
): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [keyOf(path), text]));
}

/** Bundles a text as the file /project/loss.ts among other files. */
export async function bundleText(text: string, project: Project = {}): Promise<BundleResult> {
  const files = keyed(project.files, (path) => system.key(system.path(path)));
  const result = await bundleModule({
    bundler: await bundler(),
    path: system.path(project.path ?? "/project/loss.ts"),
    text,
    overlays: keyed(project.overlays),
    access: {
      readSource: async (path) => later(files[system.key(path)]),
      realPath: async (path) => later(system.realPath(path)),
    },
    wanted: { path: ["loss"], isDefault: false, ...project.wanted },
  });
  return {
    ...result,
    inputs: result.inputs.map((path) => system.inTests(path)),
    problems: result.problems.map((problem) => ({
      ...problem,
      file: system.inTests(problem.file),
      message: problem.message.replaceAll("c:/", "/"),
    })),
  };
}

/** From a text to an objective, on the way that the product takes. */
export async function objectiveOf(
  text: string,
  start: readonly Nested<number>[],
  project: Project = {},
): Promise<CodeObjective> {
  const { code, sourceMap, problems } = await bundleText(text, project);
  if (code === undefined || sourceMap === undefined) throw new Error(JSON.stringify(problems));
  try {
    return openCode({
      bundle: { code, sourceMap },
      realm: createRealm(),
      ...argumentsOf(start),
      sampled: project.wanted?.samples !== undefined,
    });
  } catch (error) {
    if (!(error instanceof LocatedError) || !error.place) throw error;
    const place = { ...error.place, file: system.inTests(error.place.file) };
    throw new LocatedError(error.message, error.kind, place, error.about);
  }
}
