/** The files a bundle may be made from: unsaved texts first, then what the host can read. */
export interface Files {
  /** The text of a file, or undefined when there is none (a folder is none). */
  read(path: string): string | undefined;
}

/** Reading files as the host can, and the unsaved texts of open documents by path. */
export interface FileAccess {
  /** The text of a file, or undefined when it does not exist or is a folder. May be asked repeatedly. */
  readonly readFile: (path: string) => string | undefined;
  /** The path behind symbolic links, where the host has them. */
  readonly realPath?: (path: string) => string;
  readonly overlays?: Readonly<Record<string, string>>;
}

/**
 * Reads each file once per bundle and remembers which were asked for and found. Paths are as `normalize` makes them,
 * whatever the host writes.
 */
export function createFiles(access: FileAccess): Files & { readonly found: () => string[] } {
  const texts = new Map<string, string | undefined>();
  for (const [path, text] of Object.entries(access.overlays ?? {})) {
    texts.set(normalize(path), text);
  }
  const found = new Set<string>();
  return {
    read(path) {
      if (!texts.has(path)) texts.set(path, access.readFile(path));
      const text = texts.get(path);
      if (text !== undefined) found.add(path);
      return text;
    },
    found: () => [...found],
  };
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
