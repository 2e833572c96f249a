/**
 * What is known of a value from the text. Sources add up: patterns, types, comments, defaults, uses.
 *
 * A list's `items` are those known one by one and `item` is what all others are like; its length is `items.length` if
 * `isExact`, at least that otherwise, and longer if it has a `tail`, as `[a, ...rest]` has. `name` is a name the code
 * itself gives to the value (`x` in `[x, y]`).
 */
export type Shape =
  | { readonly kind: "unknown"; readonly name?: string }
  | { readonly kind: "number"; readonly start?: number; readonly name?: string }
  | {
      readonly kind: "list";
      readonly items: readonly Shape[];
      readonly item: Shape;
      readonly isExact: boolean;
      readonly tail?: Tail;
      readonly name?: string;
    }
  | {
      readonly kind: "object";
      readonly entries: ReadonlyMap<string, Shape>;
      readonly name?: string;
    }
  | { readonly kind: "other"; readonly description: string; readonly name?: string };

/** What follows the known items of a list, under a name of the code's own where it has one. */
export interface Tail {
  readonly name?: string;
}

export const unknownShape: Shape = { kind: "unknown" };
export const numberShape: Shape = { kind: "number" };

/** A list of which only the items are known to some degree. */
export function listShape(item: Shape = unknownShape, items: readonly Shape[] = []): Shape {
  return { kind: "list", items, item, isExact: false };
}

/** A list with `item` at one place, and others before it. */
export function listWithItem(at: number, item: Shape): Shape {
  return listShape(
    unknownShape,
    Array.from({ length: at + 1 }, (_, k) => (k === at ? item : unknownShape)),
  );
}

/** A list of this many items or more. */
export function listOfAtLeast(length: number, item: Shape): Shape {
  return listShape(
    item,
    Array.from({ length }, () => unknownShape),
  );
}

/** A list with these items and no others. */
export function exactListShape(items: readonly Shape[]): Shape {
  return { kind: "list", items, item: unknownShape, isExact: true };
}

export function objectShape(entries: Iterable<readonly [string, Shape]>): Shape {
  return { kind: "object", entries: new Map(entries) };
}

/** The item k of a list under the name that it has as part of the tail, if it is part of one. */
export function namedInTail(
  { items, tail }: { readonly items: readonly Shape[]; readonly tail?: Tail },
  item: Shape,
  k: number,
): Shape {
  const isPart = tail?.name !== undefined && item.name === undefined && k >= items.length;
  return isPart ? namedShape(item, `${tail.name}[${k - items.length}]`) : item;
}

/** The same shape under a name of the code's own. */
export function namedShape(shape: Shape, name: string): Shape {
  return { ...shape, name };
}

/** The same without the code's own names, for a value that is one of many or part of another. */
export function withoutNames(shape: Shape): Shape {
  switch (shape.kind) {
    case "list": {
      const { items, item, isExact, tail } = shape;
      return {
        kind: "list",
        items: items.map(withoutNames),
        item: withoutNames(item),
        isExact,
        ...(tail && { tail: {} }),
      };
    }
    case "object":
      return objectShape(
        [...shape.entries].map(([key, value]) => [key, withoutNames(value)] as const),
      );
    case "number":
      return shape.start === undefined ? numberShape : { kind: "number", start: shape.start };
    case "other":
      return { kind: "other", description: shape.description };
    case "unknown":
      return unknownShape;
  }
}

/** What both sources say together; where they contradict, the first, stronger one holds. */
export function mergeShapes(first: Shape, second: Shape): Shape {
  const name = first.name ?? second.name;
  const merged = mergeKinds(first, second);
  return name === undefined ? merged : { ...merged, name };
}

function mergeKinds(first: Shape, second: Shape): Shape {
  if (first.kind === "unknown") return second;
  if (first.kind === "number" && second.kind === "number") {
    const start = first.start ?? second.start;
    return start === undefined ? first : { ...first, start };
  }
  if (first.kind === "list" && second.kind === "list") {
    const item = mergeShapes(first.item, second.item);
    const length = first.isExact
      ? first.items.length
      : second.isExact
        ? second.items.length
        : Math.max(first.items.length, second.items.length);
    const tailed = first.tail === undefined ? second : first;
    const items = Array.from({ length }, (_, k) => {
      const merged = mergeShapes(first.items[k] ?? first.item, second.items[k] ?? second.item);
      return tailed.tail === undefined ? merged : namedInTail(tailed, merged, k);
    });
    const isExact = first.isExact || second.isExact;
    const isOpen = !isExact && tailed.tail !== undefined && tailed.items.length === length;
    return { kind: "list", items, item, isExact, ...(isOpen && { tail: tailed.tail }) };
  }
  if (first.kind === "object" && second.kind === "object") {
    const entries = new Map(first.entries);
    for (const [key, shape] of second.entries) {
      entries.set(key, mergeShapes(entries.get(key) ?? unknownShape, shape));
    }
    return { kind: "object", entries };
  }
  return first;
}
