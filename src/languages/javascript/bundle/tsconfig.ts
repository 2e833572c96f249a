import { folderOf, isAbsolute, join, type Files } from "./files";

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

export interface ConfigWarning {
  readonly file: string;
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

/** Reads the tsconfig.json (or jsconfig.json) nearest to a file, with everything it extends. */
export function readProjectConfig(
  files: Files,
  file: string,
  resolvePackage: (name: string, folder: string) => string | undefined,
): ProjectConfig {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const path = `${folder}/${name}`;
      if (files.read(path) !== undefined) {
        const warnings: ConfigWarning[] = [];
        return { ...readConfig(files, path, resolvePackage, warnings, new Set()), warnings };
      }
    }
    if (folder === "" || folder === folderOf(folder)) break;
  }
  return { paths: [], compilerOptions: {}, warnings: [] };
}

type Settings = Omit<ProjectConfig, "warnings">;

function readConfig(
  files: Files,
  path: string,
  resolvePackage: (name: string, folder: string) => string | undefined,
  warnings: ConfigWarning[],
  seen: Set<string>,
): Settings {
  const empty: Settings = { paths: [], compilerOptions: {} };
  if (seen.has(path)) {
    warnings.push({ file: path, message: "the configuration extends itself" });
    return empty;
  }
  seen.add(path);
  let config: { extends?: unknown; compilerOptions?: Record<string, unknown> };
  try {
    config = JSON.parse(withoutComments(files.read(path) ?? "{}")) as typeof config;
  } catch (error) {
    warnings.push({ file: path, message: `not readable as JSON: ${(error as Error).message}` });
    return empty;
  }
  const folder = folderOf(path);
  let inherited = empty;
  const bases = Array.isArray(config.extends) ? (config.extends as unknown[]) : [config.extends];
  for (const base of bases) {
    if (typeof base !== "string") continue;
    const found = findBase(files, base, folder, resolvePackage);
    if (found === undefined) {
      warnings.push({ file: path, message: `"extends": "${base}" does not exist` });
      continue;
    }
    const from = readConfig(files, found, resolvePackage, warnings, new Set(seen));
    inherited = merge(inherited, from);
  }
  const options = config.compilerOptions ?? {};
  const baseUrl = typeof options["baseUrl"] === "string" ? options["baseUrl"] : undefined;
  const root = baseUrl === undefined ? folder : join(folder, baseUrl);
  const paths = Object.entries((options["paths"] ?? {}) as Record<string, unknown>)
    .filter((entry): entry is [string, string[]] => Array.isArray(entry[1]))
    .map(([pattern, targets]) => ({
      pattern,
      targets: targets.map((target) => (isAbsolute(target) ? target : join(root, target))),
    }));
  const own = FOLLOWED.filter((name) => name in options).map((name) => [name, options[name]]);
  return merge(inherited, {
    paths,
    ...(baseUrl !== undefined && { baseUrl: root }),
    compilerOptions: Object.fromEntries(own) as Record<string, unknown>,
  });
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
  resolvePackage: (name: string, folder: string) => string | undefined,
): string | undefined {
  const relative = base.startsWith(".") || isAbsolute(base);
  if (!relative) return resolvePackage(base, folder);
  const path = isAbsolute(base) ? base : join(folder, base);
  return [path, `${path}.json`, `${path}/tsconfig.json`].find(
    (candidate) => candidate.endsWith(".json") && files.read(candidate) !== undefined,
  );
}

/** JSON as in tsconfig.json: with comments and trailing commas, and perhaps a byte order mark. */
function withoutComments(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, quoted?: string) => quoted ?? "")
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted?: string) => quoted ?? "");
}
