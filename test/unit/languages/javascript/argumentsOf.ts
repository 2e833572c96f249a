import type {
  ArgumentStructure,
  Nested,
  ParameterStructure,
} from "../../../../src/languages/lossFunction";

/** The structure of arguments that hold these numbers, and the numbers in their order. */
export function argumentsOf(values: readonly Nested<number>[]): {
  readonly arguments: readonly ArgumentStructure[];
  readonly start: readonly number[];
} {
  const start: number[] = [];
  const structureOf = (value: Nested<number>): ParameterStructure => {
    if (typeof value === "number") {
      start.push(value);
      return { kind: "number", name: `x${start.length}` };
    }
    if (Array.isArray(value)) {
      return { kind: "list", items: (value as readonly Nested<number>[]).map(structureOf) };
    }
    const entries = Object.entries(value).map(([key, inner]) => ({
      key,
      value: structureOf(inner),
    }));
    return { kind: "object", entries };
  };
  const args = values.map((value) => ({ structure: structureOf(value), isRest: false }));
  return { arguments: args, start };
}
