/**
 * Plain data with its parts changed, one level deep; buffers and typed arrays are no parts. What needs no change is not
 * copied.
 */
export function mapParts(value: unknown, change: (part: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
  if (Array.isArray(value)) {
    const parts: readonly unknown[] = value;
    const changed = parts.map(change);
    return changed.some((part, k) => part !== parts[k]) ? changed : parts;
  }
  const entries = Object.entries(value);
  const changed = entries.map(([key, part]) => [key, change(part)] as const);
  return changed.some(([, part], k) => part !== entries[k]![1])
    ? Object.fromEntries(changed)
    : value;
}
