import type { Loader, Message } from "esbuild-wasm";
import { positionOf } from "../../../text/position";
import type { FileAccess } from "../../platform";
import { ABSENT, absentModule, isAskedForLate } from "./absent";
import { NAMESPACE, type Bundler, type ModuleSource } from "./bundler";
import { withDeadZones } from "./deadZone";
import { createFiles, folderOf, hostPath, normalize } from "./files";
import { createResolver, leftOut } from "./resolve";
import { noConfig, readProjectConfig, type ConfigWarning, type ProjectConfig } from "./tsconfig";
import { EXPOSE } from "./script";

/** A function to hand out of a module, whether it is exported or not. */
export interface Wanted {
  /** `["loss"]`, `["Losses", "mse"]`; below the default export when `isDefault`. */
  readonly path: readonly string[];
  readonly isDefault: boolean;
  /** Name of an array in the module to hand out with it. */
  readonly samples?: string;
  /** Expressions of the module's language, to be evaluated on demand after it: the defaults of the parameters. */
  readonly defaults?: readonly (string | undefined)[];
}

export interface BundleRequest {
  readonly bundler: Bundler;
  readonly access: FileAccess;
  /** Unsaved texts of open documents, by path. */
  readonly overlays: Readonly<Record<string, string>>;
  /** The file as the person sees it. */
  readonly path: string;
  readonly text: string;
  readonly wanted: Wanted;
}

/** Something wrong with the user's files, at a 1-based line and column (UTF-16 units). */
export interface BundleProblem {
  readonly severity: "error" | "warning";
  readonly kind: "syntax" | "missingImport";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

export interface BundleResult {
  /** One plain script; absent when there are errors. */
  readonly code?: string;
  /** Its source map as JSON, the sources being absolute paths. */
  readonly sourceMap?: string;
  /** Every file that was read. */
  readonly inputs: readonly string[];
  readonly problems: readonly BundleProblem[];
}

const LOADERS: Readonly<Record<string, Loader>> = {
  ts: "ts",
  mts: "ts",
  cts: "ts",
  tsx: "tsx",
  js: "jsx",
  mjs: "jsx",
  cjs: "jsx",
  jsx: "jsx",
  json: "json",
  csv: "text",
  txt: "text",
  md: "text",
  svg: "text",
  css: "empty",
  scss: "empty",
  less: "empty",
  png: "empty",
  jpg: "empty",
};

/** What a package's `browser` map leaves out: a module without anything in it. */
const LEFT_OUT = "left-out";

const NODE_MODULES = new Set(
  (
    "assert async_hooks buffer child_process cluster console constants crypto dgram dns domain " +
    "events fs http http2 https inspector module net os path perf_hooks process punycode " +
    "querystring readline repl stream string_decoder timers tls tty url util v8 vm " +
    "worker_threads zlib"
  ).split(" "),
);

/**
 * Bundles a file with everything it imports into one plain script, from the texts as they are in the
 * editor. TypeScript, JSX and JSON are understood, `paths` of the nearest tsconfig.json and packages
 * are resolved. Faults in the files are problems, not exceptions.
 */
export async function bundleModule(request: BundleRequest): Promise<BundleResult> {
  const path = normalize(request.path);
  const files = createFiles(request.access, { ...request.overlays, [path]: request.text });
  const entry = request.text + exposing(request.wanted);
  const texts = new Map<string, string>();
  let config: ProjectConfig = noConfig;
  const resolver = createResolver(files, () => config);
  // What a configuration extends is looked for before there is one.
  config = await readProjectConfig(files, path, async (name, folder) => {
    const direct = name.endsWith(".json") ? name : `${name}/tsconfig.json`;
    const found =
      (await resolver.resolve(direct, folder, "require")) ??
      (await resolver.resolve(`${name}.json`, folder, "require"));
    return found === leftOut ? undefined : found;
  });

  const source: ModuleSource = {
    entry: path,
    async resolve(asked) {
      const name = asked.path.replace(/^node:/, "");
      const kind = asked.kind === "require-call" ? "require" : "import";
      const found = await resolver.resolve(asked.path, folderOf(asked.importer), kind);
      const isLate = isAskedForLate(asked.kind);
      const isOfNode = asked.path.startsWith("node:") || NODE_MODULES.has(name.split("/")[0]!);
      // Code that finds a process like Node's here uses what browsers lack.
      if (found === leftOut && !isOfNode) return { path: asked.path, namespace: LEFT_OUT };
      if (found !== undefined && found !== leftOut) {
        if (isLate && loaderOf(found) === undefined) {
          return { path: `a .${extensionOf(found)} file cannot be imported`, namespace: ABSENT };
        }
        const isFree = hasNoSideEffects(await files.read(packageOf(found)));
        return { path: found, namespace: NAMESPACE, ...(isFree && { sideEffects: false }) };
      }
      if (isOfNode) {
        return { path: asked.path, external: true };
      }
      if (isLate) return { path: `Cannot find module '${asked.path}'`, namespace: ABSENT };
      if (asked.kind === "require-resolve") return { path: asked.path, external: true };
      const [led] = resolver.mapped(asked.path);
      const way = led === undefined ? "" : `: "paths" of the configuration lead to ${led}`;
      return { errors: [{ text: `cannot find "${asked.path}"${way}`, detail: "missingImport" }] };
    },
    async load(asked, namespace) {
      if (namespace === LEFT_OUT) return { contents: "", loader: "js" };
      if (namespace === ABSENT) return { contents: absentModule(asked), loader: "js" };
      const contents = asked === path ? entry : await files.read(asked);
      if (contents === undefined) return { errors: [{ text: `cannot read ${asked}` }] };
      texts.set(asked, contents);
      const loader = loaderOf(asked);
      if (loader === undefined && asked !== path) {
        return { errors: [{ text: `a .${extensionOf(asked)} file cannot be imported` }] };
      }
      return { contents, loader: loader ?? "ts" };
    },
  };

  const { code, map, errors, warnings } = await request.bundler.build(
    source,
    config.compilerOptions,
  );
  const problems = [
    ...errors.map((message) => problem(message, "error", path, request.text)),
    ...config.warnings.map(configProblem),
    ...warnings.map((message) => problem(message, "warning", path, request.text)),
  ].map((found) => ({ ...found, file: hostPath(found.file) }));
  const inputs = files.found().map(hostPath);
  if (errors.length > 0 || code === undefined || map === undefined) return { inputs, problems };
  const strict = withDeadZones(code, texts);
  return { code: strict, sourceMap: withoutNamespace(map), inputs, problems };
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

function loaderOf(path: string): Loader | undefined {
  return LOADERS[extensionOf(path)];
}

/** Statements after the file's own text (so no position shifts) that hand out what is wanted. */
function exposing({ path, isDefault, samples, defaults = [] }: Wanted): string {
  const below = path.map((name) => `?.${name}`).join("");
  const [first, ...rest] = path;
  const target = isDefault
    ? `(m) => (m.exports?.default ?? m.exports)${below}`
    : first === "module" || first === "exports"
      ? `(m) => m${(first === "exports" ? path : rest).map((name) => `?.${name}`).join("")}`
      : `() => ${[first, ...rest.map((name) => `?.${name}`)].join("")}`;
  const array =
    samples === undefined
      ? ""
      : `, samples: () => (typeof ${samples} === "undefined" ? undefined : ${samples})`;
  const values = defaults.map((text) => (text === undefined ? "undefined" : `() => (${text}\n)`));
  const given = values.length === 0 ? "" : `, defaults: [${values.join(", ")}]`;
  return `\n;${EXPOSE}({ target: ${target}${array}${given} });\n`;
}

function configProblem({ file, text, range, message }: ConfigWarning): BundleProblem {
  const [line, column] = positionOf(text, range.from);
  const endColumn = column + range.to - range.from;
  return { severity: "warning", kind: "syntax", message, file, line, column, endColumn };
}

function problem(
  message: Message,
  severity: BundleProblem["severity"],
  entry: string,
  entryText: string,
): BundleProblem {
  const { location } = message;
  const kind = message.detail === "missingImport" ? "missingImport" : "syntax";
  const text = message.text.startsWith("Top-level await")
    ? "await at the top level is not supported: a loss function is loaded without waiting"
    : withoutNamespace(message.text);
  if (location === null) {
    return { severity, kind, message: text, file: entry, line: 1, column: 1, endColumn: 1 };
  }
  const file = location.file.slice(location.file.indexOf(":") + 1);
  const own = entryText.split(/\r\n|\r|\n/);
  if (file === entry && location.line > own.length) {
    // What is missing at the end is reported behind the text that was added there.
    const column = own.at(-1)!.length + 1;
    return { severity, kind, message: text, file, line: own.length, column, endColumn: column };
  }
  const start = utf16Length(location.lineText, location.column);
  const end = utf16Length(location.lineText, location.column + location.length);
  return {
    severity,
    kind,
    message: text,
    file,
    line: location.line,
    column: start + 1,
    endColumn: end + 1,
  };
}

/** The quoted paths in a text as they are outside of the bundler. */
function withoutNamespace(text: string): string {
  return text.replaceAll(`"${NAMESPACE}:`, '"');
}

/** How many UTF-16 units the first `bytes` bytes of a text in UTF-8 are. */
function utf16Length(text: string, bytes: number): number {
  let left = bytes;
  let units = 0;
  for (const character of text) {
    if (left <= 0) break;
    const code = character.codePointAt(0)!;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += character.length;
  }
  return units;
}

/** The package.json of a file in a package. */
function packageOf(path: string): string {
  const root = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? "";
  return `${root}/package.json`;
}

/** Whether a package.json says that unused modules of it may be left out. */
function hasNoSideEffects(manifest: string | undefined): boolean {
  return /"sideEffects"\s*:\s*false/.test(manifest ?? "");
}
