import type { Intrinsics } from "../realm/realm";

/** A nested structure of numbers, as the arguments of a function hold them. */
export type NestedNumbers =
  number | readonly NestedNumbers[] | { readonly [name: string]: NestedNumbers };

/** Writes the numbers of a structure, in the order of the text, and returns them. */
export function flatten(values: readonly NestedNumbers[]): Float64Array {
  const flat: number[] = [];
  const visit = (value: NestedNumbers): void => {
    if (typeof value === "number") flat.push(value);
    else for (const part of Object.values(value)) visit(part);
  };
  values.forEach(visit);
  return Float64Array.from(flat);
}

/**
 * Arguments of the given structure in which the i-th number is `at(i)`, made of arrays and objects
 * of the user's realm.
 */
export function buildArguments(
  structure: readonly NestedNumbers[],
  at: (index: number) => unknown,
  { Array: UserArray, Object: UserObject }: Intrinsics,
): unknown[] {
  let next = 0;
  const build = (value: NestedNumbers): unknown => {
    if (typeof value === "number") return at(next++);
    if (Array.isArray(value)) {
      const built = new UserArray<unknown>();
      for (const part of value as readonly NestedNumbers[]) built.push(build(part));
      return built;
    }
    const built = new UserObject() as Record<string, unknown>;
    for (const [name, part] of Object.entries(value)) built[name] = build(part);
    return built;
  };
  return structure.map(build);
}

/** True when the arguments still hold the numbers that they were built with. */
export function areUnchanged(
  structure: readonly NestedNumbers[],
  built: readonly unknown[],
  at: (index: number) => unknown,
): boolean {
  let next = 0;
  const same = (value: NestedNumbers, now: unknown): boolean => {
    if (typeof value === "number") return Object.is(now, at(next++));
    if (typeof now !== "object" || now === null) return false;
    const names = Object.keys(value);
    if (Array.isArray(value) ? (now as unknown[]).length !== names.length : false) return false;
    return (
      Object.keys(now).length === names.length &&
      names.every((name) =>
        same(
          (value as Record<string, NestedNumbers>)[name]!,
          (now as Record<string, unknown>)[name],
        ),
      )
    );
  };
  return structure.every((value, index) => same(value, built[index]));
}
