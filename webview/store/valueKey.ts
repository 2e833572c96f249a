/** A text that two values share where they say the same: an object's entries may come in any order. */
export function valueKey(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => inOrder(part));
}

function inOrder(part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
