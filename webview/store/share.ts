/**
 * `next`, built from the parts of `previous` that are equal in both, down to single fields: who compares by identity
 * sees a change only where there is one. For plain data as messages carry it.
 */
export function sharing<T>(previous: T, next: T): T;
export function sharing(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) {
    const shared = next.map((value: unknown, k) => sharing<unknown>(previous[k], value));
    const same =
      shared.length === previous.length &&
      shared.every((value, k) => Object.is(value, previous[k]));
    return same ? (previous as unknown) : shared;
  }
  if (isRecord(previous) && isRecord(next)) {
    const names = Object.keys(next);
    const shared = Object.fromEntries(
      names.map((name) => [name, sharing<unknown>(previous[name], next[name])]),
    );
    const same =
      names.length === Object.keys(previous).length &&
      names.every(
        (name) => Object.hasOwn(previous, name) && Object.is(shared[name], previous[name]),
      );
    return same ? previous : shared;
  }
  return next;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
