import type { FileAccess } from "../../platform";

/**
 * The files a bundle may be made from: unsaved texts first, then what the host can read. Paths are as `normalize` makes
 * them, whatever the host writes.
 */
export interface Files {
  /** The text of a file, or undefined when there is none (a folder is none). */
  read(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /** The first of the paths where there is a file; those behind it are not looked at. */
  firstOf(paths: readonly string[]): Promise<string | undefined>;
  /** The path behind symbolic links. */
  real(path: string): Promise<string>;
  /** Those that were asked for and found, in the order in which they were first asked for. */
  found(): string[];
}

/** Reads each file once, however many ask for it. `overlays` are the unsaved texts of open documents by path. */
export function createFiles(access: FileAccess, overlays: Readonly<Record<string, string>>): Files {
  const unsaved = new Map(
    Object.entries(overlays).map(([path, text]) => [normalize(path), text] as const),
  );
  const asked = new Map<string, Promise<string | undefined>>();
  const found = new Set<string>();
  const files: Files = {
    read(path) {
      const known = asked.get(path);
      if (known !== undefined) return known;
      const reading = read(path);
      asked.set(path, reading);
      return reading;
    },
    exists: async (path) => (await files.read(path)) !== undefined,
    async firstOf(paths) {
      for (const path of paths) if (await files.exists(path)) return path;
      return undefined;
    },
    real: async (path) => normalize(await access.realPath(path)),
    found: () => [...asked.keys()].filter((path) => found.has(path)),
  };
  async function read(path: string): Promise<string | undefined> {
    const text = unsaved.get(path) ?? (await access.readSource(path));
    if (text !== undefined) found.add(path);
    return text;
  }
  return files;
}

/**
 * Forward slashes only, no `.` or `..`, and a drive as VS Code writes it: `C:\a\..\b` becomes `c:/b`. What begins with two
 * slashes is on another machine.
 */
export function normalize(path: string): string {
  const slashes = path
    .replaceAll("\\", "/")
    .replace(/^[A-Z](?=:\/)/, (drive) => drive.toLowerCase());
  if (/^\/\/[^/]/.test(slashes)) return `/${normalize(slashes.slice(1))}`;
  const parts = slashes.split("/");
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "..") kept.pop();
    else if (part !== "." && (part !== "" || kept.length === 0)) kept.push(part);
  }
  return kept.join("/") || "/";
}

/** A normalized path as the host writes it: with backslashes where it has drives or other machines. */
export function hostPath(path: string): string {
  return /^(?:[a-z]:\/|\/\/)/.test(path) ? path.replaceAll("/", "\\") : path;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

export function join(folder: string, relative: string): string {
  return normalize(`${folder}/${relative}`);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}
