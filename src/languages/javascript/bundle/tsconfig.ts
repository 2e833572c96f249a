import type { TextRange } from "../../../text/range";
import { parseJson5, type Json5Path, type Json5Value } from "../../../text/json5";
import { folderOf, isAbsolute, join, normalize, type Files } from "./files";

/** What of a tsconfig.json matters to a bundle. */
export interface ProjectConfig {
  /** Patterns such as `@lib/*` with where they lead, absolute. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  readonly baseUrl?: string;
  /** Compiler options that esbuild follows. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** Faults in the configuration, which do not keep the code from running. */
  readonly warnings: readonly ConfigWarning[];
}

/** A fault in a configuration, at a range of its text. */
export interface ConfigWarning {
  readonly file: string;
  readonly text: string;
  readonly range: TextRange;
  readonly message: string;
}

const FOLLOWED = [
  "alwaysStrict",
  "experimentalDecorators",
  "jsxFactory",
  "jsxFragmentFactory",
  "preserveValueImports",
  "strict",
  "useDefineForClassFields",
  "target",
  "verbatimModuleSyntax",
] as const;

/** Finds the configuration that a name in `extends` means in a file of a folder. */
type ResolvePackage = (name: string, folder: string) => Promise<string | undefined>;

/** Reads the tsconfig.json (or jsconfig.json) nearest to a file, with everything it extends. */
export async function readProjectConfig(
  files: Files,
  file: string,
  resolvePackage: ResolvePackage,
): Promise<ProjectConfig> {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const path = await files.firstOf([`${folder}/tsconfig.json`, `${folder}/jsconfig.json`]);
    if (path !== undefined) {
      const warnings: ConfigWarning[] = [];
      const about = await projectOf(files, path, file);
      return { ...(await readConfig(files, about, resolvePackage, warnings)), warnings };
    }
    if (folder === "" || folder === folderOf(folder)) break;
  }
  return noConfig;
}

type Settings = Omit<ProjectConfig, "warnings">;

const NOTHING: Settings = { paths: [], compilerOptions: {} };

/** What holds where there is no configuration. */
export const noConfig: ProjectConfig = { ...NOTHING, warnings: [] };

/** A configuration with what it extends; each file is read once, however many extend it. */
function readConfig(
  files: Files,
  entry: string,
  resolvePackage: ResolvePackage,
  warnings: ConfigWarning[],
): Promise<Settings> {
  const known = new Map<string, Settings | "being read">();

  async function read(path: string): Promise<Settings> {
    const text = (await files.read(path)) ?? "{}";
    const document = parseJson5(text.replace(/^\uFEFF/, " "));
    const warn = (range: TextRange, message: string): void => {
      warnings.push({ file: path, text, range, message });
    };
    known.set(path, "being read");
    const [fault] = document.problems;
    if (fault !== undefined) warn(fault.range, `not readable as JSON: ${fault.message}`);
    const config = asObject(document.value);
    const folder = folderOf(path);
    let inherited = NOTHING;
    const bases = Array.isArray(config["extends"])
      ? (config["extends"] as readonly unknown[])
      : [config["extends"]];
    for (const [index, base] of bases.entries()) {
      if (typeof base !== "string") continue;
      const place = document.rangeOf(["extends", index]);
      const found = await findBase(files, base, folder, resolvePackage);
      if (found === undefined) {
        warn(place, `"extends": "${base}" does not exist`);
        continue;
      }
      const from = known.get(found) ?? (await read(found));
      if (from === "being read") warn(place, "the configuration extends itself");
      else inherited = merge(inherited, from);
    }
    const own = ownSettings(
      config,
      (given) => pathIn(given, folder, folderOf(entry)),
      (keys) => document.rangeOf(keys),
      warn,
    );
    const settings = merge(inherited, own);
    known.set(path, settings);
    return settings;
  }

  return read(entry);
}

/** What a configuration says itself. */
function ownSettings(
  config: Readonly<Record<string, Json5Value>>,
  absolute: (path: string) => string,
  rangeOf: (path: Json5Path) => TextRange,
  warn: (range: TextRange, message: string) => void,
): Settings {
  const options = asObject(config["compilerOptions"]);
  const baseUrl = typeof options["baseUrl"] === "string" ? options["baseUrl"] : undefined;
  const root = absolute(baseUrl ?? ".");
  const target = (path: string) =>
    isAbsolute(path) || path.startsWith(CONFIG_DIR) ? absolute(path) : join(root, path);
  const paths = Object.entries(asObject(options["paths"])).flatMap(([pattern, targets]) => {
    if (Array.isArray(targets) && targets.every((target) => typeof target === "string")) {
      return [{ pattern, targets: targets.map(target) }];
    }
    const place = rangeOf(["compilerOptions", "paths", pattern]);
    warn(place, `"paths": "${pattern}" must be a list of paths`);
    return [];
  });
  const own = FOLLOWED.filter((name) => name in options).map((name) => [name, options[name]]);
  return {
    paths,
    ...(baseUrl !== undefined && { baseUrl: root }),
    compilerOptions: Object.fromEntries(own) as Record<string, unknown>,
  };
}

/** Stands for the folder of the configuration that extends all others. */
const CONFIG_DIR = "${configDir}";

/** A path of a configuration in `folder`, absolute; `top` is the folder of the one that extends it. */
function pathIn(path: string, folder: string, top: string): string {
  if (path.startsWith(CONFIG_DIR)) return join(top, path.slice(CONFIG_DIR.length));
  return isAbsolute(path) ? normalize(path) : join(folder, path);
}

/**
 * The configuration that is about a file: of one that has no files of its own and only refers to others, as Vite's
 * templates have it, the first of those whose files it is one of.
 */
async function projectOf(files: Files, path: string, file: string): Promise<string> {
  const config = await read(files, path);
  const hasFiles = [config["files"], config["include"]].some(
    (list) => Array.isArray(list) && list.length > 0,
  );
  const isEmpty = Array.isArray(config["files"]) && !hasFiles;
  const references: readonly Json5Value[] = Array.isArray(config["references"])
    ? (config["references"] as readonly Json5Value[])
    : [];
  if (!isEmpty) return path;
  const referred = references.flatMap((one) => {
    const to = asObject(one)["path"];
    if (typeof to !== "string") return [];
    const target = pathIn(to, folderOf(path), folderOf(path));
    return [target.endsWith(".json") ? target : `${target}/tsconfig.json`];
  });
  for (const one of referred) {
    const exists = await files.exists(one);
    if (exists && isAbout(await read(files, one), folderOf(one), file)) return one;
  }
  return (await files.firstOf(referred)) ?? path;
}

async function read(files: Files, path: string): Promise<Readonly<Record<string, Json5Value>>> {
  const text = (await files.read(path)) ?? "{}";
  return asObject(parseJson5(text.replace(/^\uFEFF/, " ")).value);
}

/** Is a file one of those of a configuration in `folder`, by its `files` and `include`? */
function isAbout(
  config: Readonly<Record<string, Json5Value>>,
  folder: string,
  file: string,
): boolean {
  const texts = (value: Json5Value | undefined) =>
    Array.isArray(value)
      ? (value as readonly Json5Value[]).filter((one) => typeof one === "string")
      : undefined;
  const [listed, included] = [texts(config["files"]), texts(config["include"])];
  const matches = (pattern: string) => globOf(pathIn(pattern, folder, folder)).test(file);
  const isListed = listed?.some((one) => pathIn(one, folder, folder) === file) ?? false;
  const isIncluded = (included ?? (listed ? [] : ["**/*"])).some(matches);
  const isExcluded = texts(config["exclude"])?.some(matches) ?? false;
  return isListed || (isIncluded && !isExcluded);
}

/** A pattern of `include`: a folder means all in it. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (part) =>
      part === "**/" ? "(?:.*/)?" : part === "**" ? ".*" : part === "*" ? "[^/]*" : "[^/]",
    );
  return new RegExp(`^${source}(?:/.*)?$`);
}

function merge(base: Settings, own: Settings): Settings {
  const baseUrl = own.baseUrl ?? base.baseUrl;
  return {
    paths: own.paths.length > 0 ? own.paths : base.paths,
    ...(baseUrl !== undefined && { baseUrl }),
    compilerOptions: { ...base.compilerOptions, ...own.compilerOptions },
  };
}

function findBase(
  files: Files,
  base: string,
  folder: string,
  resolvePackage: ResolvePackage,
): Promise<string | undefined> {
  const relative = base.startsWith(".") || isAbsolute(base);
  if (!relative) return resolvePackage(base, folder);
  const path = isAbsolute(base) ? base : join(folder, base);
  const candidates = [path, `${path}.json`, `${path}/tsconfig.json`];
  return files.firstOf(candidates.filter((candidate) => candidate.endsWith(".json")));
}

function asObject(value: Json5Value | undefined): Readonly<Record<string, Json5Value>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, Json5Value>>) : {};
}
