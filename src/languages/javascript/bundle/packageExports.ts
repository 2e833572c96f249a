/** A target in `exports` or `imports` of a package.json. */
type Target = string | null | readonly Target[] | { readonly [condition: string]: Target };

/**
 * The file that `exports` (or `imports`) of a package.json gives for a subpath, such as `.` or
 * `./lib/a.js`, relative to the package; undefined when there is none. As Node resolves, for the
 * given conditions.
 */
export function resolveExports(
  table: unknown,
  subpath: string,
  conditions: ReadonlySet<string>,
): string | undefined {
  const isSubpaths =
    typeof table === "object" &&
    table !== null &&
    !Array.isArray(table) &&
    Object.keys(table).some((key) => key.startsWith(".") || key.startsWith("#"));
  if (!isSubpaths) return subpath === "." ? choose(table as Target, "", conditions) : undefined;
  const targets = table as Readonly<Record<string, Target>>;
  if (Object.hasOwn(targets, subpath)) return choose(targets[subpath]!, "", conditions);
  let best: { readonly key: string; readonly rest: string } | undefined;
  for (const key of Object.keys(targets)) {
    const star = key.indexOf("*");
    const prefix = star < 0 ? key : key.slice(0, star);
    const suffix = star < 0 ? "" : key.slice(star + 1);
    if (star < 0 && !key.endsWith("/")) continue;
    if (!subpath.startsWith(prefix) || !subpath.endsWith(suffix)) continue;
    if (subpath.length < prefix.length + suffix.length) continue;
    if (best === undefined || prefix.length > best.key.length) {
      best = { key, rest: subpath.slice(prefix.length, subpath.length - suffix.length) };
    }
  }
  return best && choose(targets[best.key]!, best.rest, conditions);
}

function choose(target: Target, rest: string, conditions: ReadonlySet<string>): string | undefined {
  if (typeof target === "string") {
    return target.endsWith("/") ? target + rest : target.replaceAll("*", rest);
  }
  if (target === null) return undefined;
  if (Array.isArray(target)) {
    for (const option of target as readonly Target[]) {
      const found = choose(option, rest, conditions);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [condition, option] of Object.entries(target)) {
    if (condition !== "default" && !conditions.has(condition)) continue;
    const found = choose(option, rest, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}
