import type { Nested } from "../lossFunction";
import { type Shape, exactListShape, namedInTail, objectShape, unknownShape } from "./shape";

/** An argument while its structure is being made out. */
export interface ArgumentShape {
  /** `w`, or the pattern as written. */
  readonly name: string;
  readonly shape: Shape;
  readonly isRest: boolean;
}

/** Why a start does not fit, for the person who wrote it. */
export class StartError extends Error {}

/**
 * The arguments with the numbers of `start` in them. A start may be a number for the only parameter, a list of all
 * numbers in order, a list of arguments, the one argument itself, or an object by the names of the arguments.
 *
 * What the code leaves open, such as the length of a list, is as in the start. Throws a StartError.
 */
export function fitStart(
  signature: string,
  args: readonly ArgumentShape[],
  start: Nested<number>,
): ArgumentShape[] {
  let firstError: StartError | undefined;
  for (const values of readings(args, start)) {
    try {
      return args.map((arg, k) => ({ ...arg, shape: adopt(arg.shape, values[k], arg.name) }));
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      firstError ??= error;
    }
  }
  const given = countNumbers(start);
  const counts = args.map(({ shape }) => countLeaves(shape));
  const wanted = counts.reduce((a, b) => a + b, 0);
  const isCountKnown = counts.every((count) => Number.isFinite(count));
  if (firstError === undefined || (isCountKnown && given !== wanted)) {
    throw new StartError(
      isCountKnown
        ? `start has ${plural(given, "number")}, but ${signature} has ${plural(wanted, "parameter")}`
        : `start does not fit ${signature}: give a list of its arguments`,
    );
  }
  throw new StartError(`start does not fit ${signature}: ${firstError.message}`);
}

/** The ways to read the start as one value per argument, likeliest first. */
function readings(args: readonly ArgumentShape[], start: Nested<number>): Nested<number>[][] {
  const found: Nested<number>[][] = [];
  const only = args.length === 1 ? args[0] : undefined;
  if (typeof start === "number") return only === undefined ? [] : [[start], [[start]]];
  if (isList(start)) {
    if (only !== undefined && only.shape.kind !== "number") found.push([start]);
    if (start.length === args.length) found.push([...start]);
    if (start.every((value) => typeof value === "number")) {
      const spread = distribute(args, start);
      if (spread !== undefined) found.push(spread);
    }
    return found;
  }
  const isNamed = Object.keys(start).length === args.length;
  if (isNamed && args.every(({ name }) => Object.hasOwn(start, name))) {
    found.push(args.map(({ name }) => start[name]!));
  }
  if (only !== undefined) found.push([start]);
  return found;
}

/** A flat list cut up along the shapes; undefined when the numbers are too many, too few or the shapes open. */
function distribute(
  args: readonly ArgumentShape[],
  numbers: readonly number[],
): Nested<number>[] | undefined {
  let at = 0;
  const build = (shape: Shape): Nested<number> => {
    if (shape.kind === "list") return shape.items.map(build);
    if (shape.kind === "object") {
      return Object.fromEntries([...shape.entries].map(([key, value]) => [key, build(value)]));
    }
    return numbers[at++] ?? 0;
  };
  const values = args.map(({ shape }) => build(shape));
  return at === numbers.length ? values : undefined;
}

/** `shape` with the numbers of `value` as starts. */
function adopt(shape: Shape, value: Nested<number> | undefined, place: string): Shape {
  const named = shape.name === undefined ? {} : { name: shape.name };
  if (value === undefined) throw new StartError(`${place} is missing`);
  if (typeof value === "number") {
    if (shape.kind !== "number" && shape.kind !== "unknown") {
      throw new StartError(`${place} takes ${described(shape)}, not a number`);
    }
    return { kind: "number", start: value, ...named };
  }
  if (isList(value)) {
    if (shape.kind !== "list" && shape.kind !== "unknown") {
      throw new StartError(`${place} takes ${described(shape)}, not a list`);
    }
    const known = shape.kind === "list" ? shape.items : [];
    const isExact = shape.kind === "list" && shape.isExact;
    if (value.length < known.length || (isExact && value.length > known.length)) {
      const wanted = `${isExact ? "" : "at least "}${known.length}`;
      throw new StartError(`${place} takes ${wanted} numbers or lists, not ${value.length}`);
    }
    const other = shape.kind === "list" ? shape.item : unknownShape;
    const list = shape.kind === "list" ? shape : { items: [] };
    const items = value.map((item, k) =>
      namedInTail(list, adopt(known[k] ?? other, item, `${place}[${k}]`), k),
    );
    const array = shape.kind === "list" ? shape.array : undefined;
    return { ...exactListShape(items), ...(array && { array }), ...named };
  }
  const isKeyed = shape.kind === "list" && shape.isIndexed === true;
  if (shape.kind !== "object" && shape.kind !== "unknown" && !isKeyed) {
    throw new StartError(`${place} takes ${described(shape)}, not an object`);
  }
  const known = shape.kind === "object" ? shape.entries : new Map<string, Shape>();
  const other = (shape.kind === "unknown" ? undefined : shape.item) ?? unknownShape;
  const map = shape.kind === "object" ? shape.map : undefined;
  for (const key of known.keys()) {
    if (!Object.hasOwn(value, key)) throw new StartError(`${place}.${key} is missing`);
  }
  const entries = Object.entries(value).map(
    ([key, item]) => [key, adopt(known.get(key) ?? other, item, `${place}.${key}`)] as const,
  );
  return { ...objectShape(entries), ...(map && { map }), ...named };
}

function described(shape: Shape): string {
  switch (shape.kind) {
    case "number":
      return "a number";
    case "list":
      return "a list";
    case "object":
      return `{ ${[...shape.entries.keys()].join(", ")} }`;
    case "unknown":
      return "numbers";
    case "other":
      return shape.description;
  }
}

/** The number of parameters in a shape, Infinity where the text does not tell. */
function countLeaves(shape: Shape): number {
  const sum = (shapes: readonly Shape[]): number =>
    shapes.reduce((total, inner) => total + countLeaves(inner), 0);
  if (shape.kind === "list")
    return shape.isExact || shape.items.length > 0 ? sum(shape.items) : Infinity;
  return shape.kind === "object" ? sum([...shape.entries.values()]) : 1;
}

function countNumbers(value: Nested<number>): number {
  if (typeof value === "number") return 1;
  const inner = isList(value) ? value : Object.values(value);
  return inner.reduce<number>((total, item) => total + countNumbers(item), 0);
}

function isList(value: Nested<number>): value is readonly Nested<number>[] {
  return Array.isArray(value);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
