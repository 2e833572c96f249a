import { folderOf, isAbsolute, join, type FileAccess, type Files } from "./files";
import { resolveExports } from "./packageExports";
import type { ProjectConfig } from "./tsconfig";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** TypeScript lets `./a.js` mean `./a.ts`. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** How imports are resolved to files: as Node and TypeScript do. */
export interface Resolver {
  /** The file that `specifier` means in a file of `folder`; `kind` says how it is asked for. */
  resolve(specifier: string, folder: string, kind: "import" | "require"): string | undefined;
  /** Where `paths` of the configuration lead, be anything there or not. */
  mapped(specifier: string): readonly string[];
}

export function createResolver(
  files: Files,
  access: FileAccess,
  config: () => ProjectConfig,
): Resolver {
  const exists = (path: string): boolean => files.read(path) !== undefined;
  const real = (path: string): string => access.realPath?.(path) ?? path;

  function asFile(path: string): string | undefined {
    if (exists(path)) return path;
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
    for (const written of WRITTEN_AS[extension ?? ""] ?? []) {
      const candidate = path.slice(0, -extension!.length) + written;
      if (exists(candidate)) return candidate;
    }
    const found = EXTENSIONS.find((suffix) => exists(path + suffix));
    return found === undefined ? undefined : path + found;
  }

  function asFolder(path: string, kind: "import" | "require"): string | undefined {
    const manifest = readManifest(path);
    for (const main of mainFields(manifest, kind)) {
      const target = join(path, main);
      const found = asFile(target) ?? asFile(`${target}/index`);
      if (found !== undefined) return found;
    }
    return asFile(`${path}/index`);
  }

  function mainFields(manifest: Manifest | undefined, kind: "import" | "require"): string[] {
    const order = kind === "import" ? ["module", "main"] : ["main", "module"];
    return order
      .map((name) => manifest?.[name])
      .filter((value): value is string => typeof value === "string");
  }

  function readManifest(folder: string): Manifest | undefined {
    const text = files.read(`${folder}/package.json`);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Manifest;
    } catch {
      return undefined;
    }
  }

  function asPath(path: string, kind: "import" | "require"): string | undefined {
    return path.endsWith("/") ? asFolder(path, kind) : (asFile(path) ?? asFolder(path, kind));
  }

  function mapped(specifier: string): string[] {
    return config().paths.flatMap(({ pattern, targets }) => {
      const star = pattern.indexOf("*");
      if (star < 0) return specifier === pattern ? targets : [];
      const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
      const matches =
        specifier.startsWith(prefix) &&
        specifier.endsWith(suffix) &&
        specifier.length >= prefix.length + suffix.length;
      if (!matches) return [];
      const rest = specifier.slice(prefix.length, specifier.length - suffix.length);
      return targets.map((target) => target.replace("*", rest));
    });
  }

  function asMapped(specifier: string, kind: "import" | "require"): string | undefined {
    for (const target of mapped(specifier)) {
      const found = asPath(target, kind);
      if (found !== undefined) return found;
    }
    const { baseUrl } = config();
    return baseUrl === undefined ? undefined : asPath(join(baseUrl, specifier), kind);
  }

  function asPackage(
    specifier: string,
    folder: string,
    kind: "import" | "require",
  ): string | undefined {
    const [, name, rest = ""] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
    if (name === undefined) return undefined;
    const conditions = new Set([kind, "module", "browser", "node", "development"]);
    for (let at = folder; ; at = folderOf(at)) {
      const root = `${at}/node_modules/${name}`;
      const manifest = at.endsWith("/node_modules") ? undefined : readManifest(root);
      if (manifest?.["exports"] !== undefined && manifest["exports"] !== null) {
        const target = resolveExports(manifest["exports"], `.${rest}`, conditions);
        return target === undefined ? undefined : asFile(join(root, target));
      }
      const found = rest === "" ? asFolder(root, kind) : asPath(root + rest, kind);
      if (found !== undefined) return found;
      if (at === "" || at === folderOf(at)) return undefined;
    }
  }

  function asImports(
    specifier: string,
    folder: string,
    kind: "import" | "require",
  ): string | undefined {
    for (let at = folder; ; at = folderOf(at)) {
      const manifest = readManifest(at);
      if (manifest !== undefined) {
        const conditions = new Set([kind, "module", "node"]);
        const target = resolveExports(manifest["imports"], specifier, conditions);
        if (target === undefined) return undefined;
        return target.startsWith(".") ? asFile(join(at, target)) : asPackage(target, at, kind);
      }
      if (at === "" || at === folderOf(at)) return undefined;
    }
  }

  return {
    mapped,
    resolve(specifier, folder, kind) {
      if (/^\.\.?(\/|$)/.test(specifier)) {
        const path = join(folder, specifier);
        const found = /(^|\/)\.\.?\/?$/.test(specifier) ? asFolder(path, kind) : asPath(path, kind);
        return found && real(found);
      }
      if (isAbsolute(specifier)) return asPath(specifier, kind);
      const found = specifier.startsWith("#")
        ? (asMapped(specifier, kind) ?? asImports(specifier, folder, kind))
        : (asMapped(specifier, kind) ?? asPackage(specifier, folder, kind));
      return found && real(found);
    },
  };
}

type Manifest = Readonly<Record<string, unknown>>;
