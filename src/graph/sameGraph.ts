import type { Graph } from "./graph";

/** Whether two graphs are the same node by node, number by number. */
export function isSameGraph(a: Graph, b: Graph): boolean {
  return isSame(a, b);
}

/** Equality of plain data, in which numbers are the same to the last bit. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  if (isList(a) && isList(b)) {
    if (a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!isSame(a[index], b[index])) return false;
    return true;
  }
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => isSame(left![name], right![name]))
  );
}

function isList(value: object): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
