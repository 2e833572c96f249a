import { folderOf, isAbsolute, join, normalize, type Files } from "./files";
import { exports as exportsOf, imports as importsOf } from "resolve.exports";
import type { ProjectConfig } from "./tsconfig";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** TypeScript lets `./a.js` mean `./a.ts`. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** What a package's `browser` map leaves out. */
export const leftOut = Symbol("left out");

type Kind = "import" | "require";

/** The file that was found, if any. */
type Found = Promise<string | undefined>;

/** How imports are resolved to files: as Node, TypeScript and bundlers for browsers do. */
export interface Resolver {
  /** The file that `specifier` means in a file of `folder`; `kind` says how it is asked for. */
  resolve(
    specifier: string,
    folder: string,
    kind: Kind,
  ): Promise<string | typeof leftOut | undefined>;
  /** Where `paths` of the configuration lead, be anything there or not. */
  mapped(specifier: string): readonly string[];
}

export function createResolver(files: Files, config: () => ProjectConfig): Resolver {
  function asFile(path: string): Found {
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? "";
    const stem = path.slice(0, path.length - extension.length);
    const written = (WRITTEN_AS[extension] ?? []).map((other) => stem + other);
    return files.firstOf([path, ...written, ...EXTENSIONS.map((suffix) => path + suffix)]);
  }

  async function asFolder(path: string, kind: Kind): Found {
    const manifest = await readManifest(path);
    for (const main of mainFields(manifest, kind)) {
      const target = join(path, main);
      const found = (await asFile(target)) ?? (await asFile(`${target}/index`));
      if (found !== undefined) return found;
    }
    return asFile(`${path}/index`);
  }

  function mainFields(manifest: Manifest | undefined, kind: Kind): string[] {
    const order = ["browser", ...(kind === "import" ? ["module", "main"] : ["main", "module"])];
    return order
      .map((name) => manifest?.[name])
      .filter((value): value is string => typeof value === "string");
  }

  async function readManifest(folder: string): Promise<Manifest | undefined> {
    const text = await files.read(`${folder}/package.json`);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Manifest;
    } catch {
      return undefined;
    }
  }

  async function asPath(path: string, kind: Kind): Found {
    const file = path.endsWith("/") ? undefined : await asFile(path);
    return file ?? asFolder(path, kind);
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

  async function asMapped(specifier: string, kind: Kind): Found {
    for (const target of mapped(specifier)) {
      const found = await asPath(target, kind);
      if (found !== undefined) return found;
    }
    const { baseUrl } = config();
    return baseUrl === undefined ? undefined : asPath(join(baseUrl, specifier), kind);
  }

  async function asPackage(specifier: string, folder: string, kind: Kind): Found {
    const [, name, rest = ""] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
    if (name === undefined) return undefined;
    const own = await packageAround(folder);
    if (own?.manifest.name === name && hasExports(own.manifest)) return asExport(own, rest, kind);
    for (let at = folder; ; at = folderOf(at)) {
      const root = `${at}/node_modules/${name}`;
      const manifest = at.endsWith("/node_modules") ? undefined : await readManifest(root);
      if (manifest && hasExports(manifest)) return asExport({ root, manifest }, rest, kind);
      const found = await (rest === "" ? asFolder(root, kind) : asPath(root + rest, kind));
      if (found !== undefined) return found;
      if (at === "" || at === folderOf(at)) return undefined;
    }
  }

  /** The file that `exports` of a package give for what follows its name. */
  async function asExport({ root, manifest }: Package, rest: string, kind: Kind): Found {
    const [target] = choose(() => exportsOf(manifest, `.${rest}`, conditions(kind, "browser")));
    return target === undefined ? undefined : asFile(join(root, target));
  }

  async function asImports(specifier: string, folder: string, kind: Kind): Found {
    const own = await packageAround(folder);
    if (own === undefined) return undefined;
    const [target] = choose(() => importsOf(own.manifest, specifier, conditions(kind)));
    if (target === undefined) return undefined;
    return target.startsWith(".")
      ? asFile(join(own.root, target))
      : asPackage(target, own.root, kind);
  }

  /** The nearest package.json at or above a folder. */
  async function packageAround(folder: string): Promise<Package | undefined> {
    for (let at = folder; ; at = folderOf(at)) {
      const manifest = await readManifest(at);
      if (manifest !== undefined) return { root: at, manifest };
      if (at === "" || at === folderOf(at)) return undefined;
    }
  }

  /**
   * What the `browser` map of the package around a folder puts in the place of a module that is asked for, or of the file
   * that it was found to be. See https://github.com/defunctzombie/package-browser-field-spec.
   */
  async function inBrowser(
    specifier: string,
    found: string | undefined,
    folder: string,
    kind: Kind,
  ): Promise<string | typeof leftOut | undefined> {
    const own = folder.includes("/node_modules/") ? await packageAround(folder) : undefined;
    const map = own?.manifest.browser;
    if (own === undefined || typeof map !== "object" || map === null) return found;
    const inside = found?.startsWith(`${own.root}/`)
      ? `.${found.slice(own.root.length)}`
      : undefined;
    const names = inside === undefined ? [specifier] : [inside, inside.replace(/\.\w+$/, "")];
    const name = names.find((one) => Object.hasOwn(map, one));
    if (name === undefined) return found;
    const target = (map as Readonly<Record<string, unknown>>)[name];
    if (target === false) return leftOut;
    if (typeof target !== "string") return found;
    return target.startsWith(".")
      ? asPath(join(own.root, target), kind)
      : asPackage(target, own.root, kind);
  }

  async function asWritten(specifier: string, folder: string, kind: Kind): Found {
    if (/^\.\.?(\/|$)/.test(specifier)) {
      const path = join(folder, specifier);
      return /(^|\/)\.\.?\/?$/.test(specifier) ? asFolder(path, kind) : asPath(path, kind);
    }
    if (isAbsolute(specifier)) return asPath(normalize(specifier), kind);
    return (
      (await asMapped(specifier, kind)) ??
      (specifier.startsWith("#")
        ? asImports(specifier, folder, kind)
        : asPackage(specifier, folder, kind))
    );
  }

  return {
    mapped,
    async resolve(specifier, folder, kind) {
      const written = await asWritten(specifier, folder, kind);
      const found = await inBrowser(specifier, written, folder, kind);
      return typeof found === "string" && !isAbsolute(specifier) ? files.real(found) : found;
    },
  };
}

/** A package's folder and what its package.json says. */
interface Package {
  readonly root: string;
  readonly manifest: Manifest;
}

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly name: string;
}

function hasExports({ exports }: Manifest): boolean {
  return exports !== undefined && exports !== null;
}

/** Conditions of `exports` and `imports` that hold here: these and `default`, no others. */
function conditions(kind: Kind, ...more: string[]) {
  return { unsafe: true, conditions: [kind, "module", "node", "development", ...more] };
}

/** The targets that are given for a specifier; none where it is not exported. */
function choose(find: () => unknown): readonly string[] {
  try {
    const found = find();
    return Array.isArray(found) ? (found as readonly string[]) : [];
  } catch {
    return [];
  }
}
