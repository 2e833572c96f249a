import { realpathSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { UsageError } from "./usageError";

/**
 * The absolute path of a file below one of the folders, links followed; relative ones are looked for in the first folder.
 * Throws a UsageError for any other: an agent runs code of the project that it was given, no other.
 */
export function allowedFile(file: string, folders: readonly string[]): string {
  const path = resolve(folders[0] ?? ".", file);
  const real = realPath(path);
  const isBelow = folders.some((folder) => {
    const inside = relative(realPath(folder), real);
    return inside !== "" && !inside.startsWith("..") && !isAbsolute(inside);
  });
  if (!isBelow) throw new UsageError(`${file} is not below ${folders.join(" or ")}`);
  return path;
}

/** A path without links; as it is where there is nothing. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
