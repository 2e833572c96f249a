/** Who hears of what is asked of a map. */
export interface MapListener {
  /** A key is asked for; the answer is what a map without it holds there. */
  onKey(key: unknown): unknown;
  /** How many there are, or all of them, are asked for. */
  onAll(): void;
}

/** A map that has a number under every key, and tells which were asked for. */
export function probedMap(
  held: Map<unknown, unknown>,
  listener: MapListener,
): Map<unknown, unknown> {
  const found = (key: unknown): unknown => {
    const value = listener.onKey(key);
    if (!held.has(key)) held.set(key, value);
    return held.get(key);
  };
  const own = new Map<PropertyKey, unknown>([
    ["get", found],
    ["has", (key: unknown) => found(key) !== undefined],
  ]);
  return new Proxy(held, {
    get(target, name) {
      const replaced = own.get(name);
      if (replaced !== undefined) return replaced;
      if (name === "size" || typeof Reflect.get(target, name) === "function") listener.onAll();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
