import type { FloatArrayName, MapKeys } from "../lossFunction";

/**
 * What is known of a value from the text. Sources add up: patterns, types, comments, defaults, uses.
 *
 * A list's `items` are those known one by one and `item` is what all others are like; its length is `items.length` if
 * `isExact`, at least that otherwise, and longer if it has a `tail`, as `[a, ...rest]` has. One that `isIndexed` is known by
 * `p[k]` alone, which an object may be as well. An object that `isOpen` has other keys, too, whose values are like `item`.
 * `name` is a name the code itself gives to the value (`x` in `[x, y]`).
 */
export type Shape =
  | { readonly kind: "unknown"; readonly name?: string }
  | { readonly kind: "number"; readonly start?: number; readonly name?: string }
  | {
      readonly kind: "list";
      readonly items: readonly Shape[];
      readonly item: Shape;
      readonly isExact: boolean;
      readonly isIndexed?: true;
      readonly array?: FloatArrayName;
      readonly tail?: Tail;
      readonly name?: string;
    }
  | {
      readonly kind: "object";
      readonly entries: ReadonlyMap<string, Shape>;
      readonly isOpen?: true;
      readonly item?: Shape;
      /** What it is a `Map` from, if it is one: "unknown" where only an expression says which keys are read. */
      readonly map?: MapKeys | "unknown";
      readonly name?: string;
    }
  | { readonly kind: "other"; readonly description: string; readonly name?: string };

type ListShape = Extract<Shape, { readonly kind: "list" }>;
type ObjectShape = Extract<Shape, { readonly kind: "object" }>;

/** What follows the known items of a list, under a name of the code's own where it has one. */
export interface Tail {
  readonly name?: string;
}

export const unknownShape: Shape = { kind: "unknown" };
export const numberShape: Shape = { kind: "number" };

/** A list of which only the items are known to some degree. */
export function listShape(item: Shape = unknownShape, items: readonly Shape[] = []): ListShape {
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
export function listOfAtLeast(length: number, item: Shape): ListShape {
  return listShape(
    item,
    Array.from({ length }, () => unknownShape),
  );
}

/** A list with these items and no others. */
export function exactListShape(items: readonly Shape[]): ListShape {
  return { kind: "list", items, item: unknownShape, isExact: true };
}

export function objectShape(entries: Iterable<readonly [string, Shape]>): ObjectShape {
  return { kind: "object", entries: new Map(entries) };
}

/** An object of which some keys are known; what the others hold is like `item`. */
export function openObjectShape(
  item: Shape = unknownShape,
  entries: Iterable<readonly [string, Shape]> = [],
  map?: MapKeys | "unknown",
): ObjectShape {
  return { ...objectShape(entries), isOpen: true, item, ...(map && { map }) };
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
      const { items, item, isExact, isIndexed, array, tail } = shape;
      return {
        kind: "list",
        items: items.map(withoutNames),
        item: withoutNames(item),
        isExact,
        ...(isIndexed && { isIndexed }),
        ...(array && { array }),
        ...(tail && { tail: {} }),
      };
    }
    case "object": {
      const { entries, isOpen, item, map } = shape;
      return {
        ...objectShape([...entries].map(([key, value]) => [key, withoutNames(value)] as const)),
        ...(isOpen && { isOpen }),
        ...(item && { item: withoutNames(item) }),
        ...(map && { map }),
      };
    }
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
  if (first.kind === "list" && second.kind === "list") return mergeLists(first, second);
  if (first.kind === "object" && second.kind === "object") return mergeObjects(first, second);
  // `p.a` beside `p[k]`: the latter is another key of the object.
  if (first.kind === "object" && second.kind === "list" && second.isIndexed) {
    return { ...first, isOpen: true };
  }
  if (first.kind === "list" && second.kind === "object" && first.isIndexed) {
    return { ...second, isOpen: true };
  }
  return first;
}

function mergeLists(first: ListShape, second: ListShape): Shape {
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
  const array = first.array ?? second.array;
  return {
    ...{ kind: "list", items, item, isExact },
    ...(first.isIndexed && second.isIndexed && { isIndexed: true }),
    ...(array && { array }),
    ...(isOpen && { tail: tailed.tail }),
  };
}

function mergeObjects(first: ObjectShape, second: ObjectShape): Shape {
  const entries = new Map(first.entries);
  const item = first.item ?? second.item;
  for (const [key, shape] of second.entries) {
    entries.set(key, mergeShapes(entries.get(key) ?? first.item ?? unknownShape, shape));
  }
  const map =
    first.map === undefined || first.map === "unknown" ? (second.map ?? first.map) : first.map;
  return {
    ...{ kind: "object", entries },
    ...((first.isOpen ?? second.isOpen) && { isOpen: true }),
    ...(item && { item }),
    ...(map && { map }),
  };
}
