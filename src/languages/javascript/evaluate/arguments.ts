import type { ArgumentStructure, ParameterStructure } from "../../lossFunction";
import type { Constructors } from "./load";

/**
 * The arguments to call a function with, in which the i-th number is `at(i)`, made of arrays and objects of the user's
 * realm. Every call makes new ones.
 */
export function buildArguments(
  args: readonly ArgumentStructure[],
  at: (index: number) => unknown,
  constructors: Constructors,
): unknown[] {
  let next = 0;
  const build = (structure: ParameterStructure): unknown => {
    switch (structure.kind) {
      case "number":
        return at(next++);
      case "list": {
        const built = new constructors.Array<unknown>();
        // Most are numbers, thousands of them.
        for (const item of structure.items) {
          built.push(item.kind === "number" ? at(next++) : build(item));
        }
        return structure.array === undefined
          ? built
          : new constructors[structure.array](built as number[]);
      }
      case "object": {
        const { entries, map } = structure;
        if (map !== undefined) {
          const built = new constructors.Map<unknown, unknown>();
          for (const { key, value } of entries) {
            built.set(map === "number" ? Number(key) : key, build(value));
          }
          return built;
        }
        const built = new constructors.Object() as Record<string, unknown>;
        for (const { key, value } of entries) built[key] = build(value);
        return built;
      }
      case "output": {
        const { array, length } = structure;
        if (array !== undefined) return new constructors[array](length);
        return new constructors.Array<unknown>(length).fill(0);
      }
    }
  };
  return args.flatMap(({ structure, isRest }) => {
    const value = build(structure);
    return isRest ? value : [value];
  });
}

/**
 * Makes the same arguments again and again, new ones for every call: as `buildArguments` does, but lists of numbers, which
 * may be thousands, are copied at once.
 */
export function argumentsMaker(
  args: readonly ArgumentStructure[],
  at: (index: number) => unknown,
  constructors: Constructors,
): () => unknown[] {
  const isFlat = args.every(({ structure, isRest }) => !isRest && isCopiedAtOnce(structure));
  if (!isFlat) return () => buildArguments(args, at, constructors);
  const first = buildArguments(args, at, constructors);
  // By their own method, so that copies are of the user's realm, too.
  return () => first.map((value) => (Array.isArray(value) ? value.slice() : value));
}

function isCopiedAtOnce(structure: ParameterStructure): boolean {
  if (structure.kind !== "list") return structure.kind === "number";
  return structure.array === undefined && structure.items.every(({ kind }) => kind === "number");
}

/**
 * True when arguments that a function was called with are still like new ones; what it is to write to is not looked at.
 */
export function areUnchanged(
  args: readonly ArgumentStructure[],
  used: readonly unknown[],
  fresh: readonly unknown[],
): boolean {
  return used.every((value, k) => args[k]?.structure.kind === "output" || isAlike(value, fresh[k]));
}

/** Whether two values hold the same numbers at the same places. */
function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return Object.is(a, b);
  }
  const [entries, others] = [entriesOf(a), entriesOf(b)];
  return (
    entries.size === others.size &&
    [...entries].every(([key, value]) => others.has(key) && isAlike(value, others.get(key)))
  );
}

/** Entries of an array, an object or a map of any realm. */
function entriesOf(value: object): ReadonlyMap<unknown, unknown> {
  const isMap = Object.prototype.toString.call(value) === "[object Map]";
  return new Map(isMap ? (value as ReadonlyMap<unknown, unknown>) : Object.entries(value));
}
