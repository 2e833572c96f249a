import type { ArgumentStructure, Nested, ParameterStructure } from "../lossFunction";

/** The names of the parameters, in the order of the flat vector θ. */
export function parameterNames(args: readonly ArgumentStructure[]): string[] {
  return args.flatMap(({ structure }) => leafNames(structure));
}

function leafNames(structure: ParameterStructure): string[] {
  switch (structure.kind) {
    case "number":
      return [structure.name];
    case "list":
      return structure.items.flatMap(leafNames);
    case "object":
      return structure.entries.flatMap(({ value }) => leafNames(value));
    case "output":
      return [];
  }
}

/**
 * The flat vector of nested values, one per argument; a rest argument's is one list. Throws a TypeError that names the
 * place when a value does not have the structure.
 */
export function flatten<T>(args: readonly ArgumentStructure[], values: readonly Nested<T>[]): T[] {
  const flat: T[] = [];
  const add = (structure: ParameterStructure, value: Nested<T> | undefined): void => {
    switch (structure.kind) {
      case "number":
        if (value === undefined) throw new TypeError(`${structure.name} is missing`);
        flat.push(value as T);
        return;
      case "list":
        if (!Array.isArray(value) || value.length !== structure.items.length) {
          throw new TypeError(
            `expected a list of ${structure.items.length} for ${around(structure)}`,
          );
        }
        structure.items.forEach((item, k) => add(item, (value as readonly Nested<T>[])[k]));
        return;
      case "object":
        if (typeof value !== "object" || value === null) {
          throw new TypeError(`expected an object for ${around(structure)}`);
        }
        for (const { key, value: entry } of structure.entries) {
          add(entry, (value as Readonly<Record<string, Nested<T>>>)[key]);
        }
        return;
      case "output":
    }
  };
  args.forEach(({ structure }, k) => add(structure, values[k]));
  return flat;
}

/**
 * The arguments to call the function with, given the flat vector θ (numbers, or whatever stands for them). Every call
 * makes new lists and objects. Throws a RangeError when `flat` is too short.
 */
export function unflatten<T>(args: readonly ArgumentStructure[], flat: ArrayLike<T>): Nested<T>[] {
  let at = 0;
  const build = (structure: ParameterStructure): Nested<T> => {
    switch (structure.kind) {
      case "number":
        if (at >= flat.length) throw new RangeError(`no value for ${structure.name}`);
        return flat[at++]!;
      case "list":
        return structure.items.map(build);
      case "object":
        return Object.fromEntries(structure.entries.map(({ key, value }) => [key, build(value)]));
      case "output":
        return [];
    }
  };
  return args.flatMap(({ structure, isRest }) => {
    const value = build(structure);
    return isRest && Array.isArray(value) ? (value as Nested<T>[]) : [value];
  });
}

/**
 * The shapes of the lists of numbers in θ, in order: [] for a number, [3] for a list of three, [2, 3] for two rows of
 * three. Objects and ragged lists give the shapes of what is in them.
 */
export function parameterShapes(args: readonly ArgumentStructure[]): number[][] {
  return args.flatMap(({ structure }) => shapes(structure));
}

function shapes(structure: ParameterStructure): number[][] {
  if (structure.kind === "number") return [[]];
  if (structure.kind === "output") return [];
  if (structure.kind === "object") return structure.entries.flatMap(({ value }) => shapes(value));
  const inner = structure.items.map(shapes);
  const first = inner[0]?.[0];
  if (first === undefined) return [];
  const isRegular = inner.every((one) => one.length === 1 && one[0]!.join() === first.join());
  const isOfNumbersOrLists = structure.items.every(({ kind }) => kind !== "object");
  return isRegular && isOfNumbersOrLists ? [[structure.items.length, ...first]] : inner.flat();
}

function around(structure: ParameterStructure): string {
  const names = leafNames(structure);
  return names.length <= 3 ? names.join(", ") : `${names[0]!} … ${names.at(-1)!}`;
}
