import { Structural } from "../../../graph/graph";
import type { ArrayReader } from "./arrayReader";
import type { Reduction } from "./arrayProgram";
import type { Index } from "./indices";
import { LoweringError } from "./loweringError";

/** Reductions of up to so many terms are written out, which saves their loop. */
const UNROLLED = 12;
/** A product is always written out: its derivative is exact also where factors are 0. */
const LONGEST_PRODUCT = 2000;

/**
 * A reduction over axes of these lengths, at `indices` of the result; `term` makes the operand at indices of the reduced
 * axes. Short axes are written out, the others become axes of the graph.
 */
export function reduce(
  lowering: ArrayReader,
  kind: Reduction,
  lengths: readonly number[],
  indices: readonly Index[],
  term: (reduced: readonly Index[]) => number,
): number {
  const { builder } = lowering;
  const isUnrolled = unrolledAxes(kind, lengths);
  const used = [...lowering.indices.union(indices)];
  const axes: number[] = [];
  const choices = lengths.map((length, d): readonly Index[] => {
    if (isUnrolled[d]!) return Array.from({ length }, (_, at) => lowering.indices.at(at));
    const axis = lowering.indices.freeAxis(length, used);
    used.push(axis);
    axes.push(axis);
    return [lowering.indices.along(axis)];
  });
  const terms = combinations(choices).map(term);
  if (terms.length === 0) return builder.constant(emptyValue(kind));
  const combined = terms.reduce((a, b) => builder.apply(operation[kind], a, b));
  return axes
    .sort((a, b) => b - a)
    .reduce((value, axis) => {
      if (kind === "sum") return builder.sum(value, axis);
      return builder.extremum(
        kind === "least" ? Structural.least : Structural.greatest,
        value,
        axis,
      );
    }, combined);
}

const operation = { sum: "add", prod: "mul", least: "min", greatest: "max" } as const;

function emptyValue(kind: Reduction): number {
  if (kind === "sum") return 0;
  if (kind === "prod") return 1;
  throw new LoweringError("it takes an extremum of no numbers");
}

/** The shortest axes as long as their terms together are few. */
function unrolledAxes(kind: Reduction, lengths: readonly number[]): boolean[] {
  const all = lengths.reduce((product, length) => product * length, 1);
  if (kind === "prod" && all > LONGEST_PRODUCT) {
    throw new LoweringError(`it multiplies ${all} numbers`);
  }
  const isUnrolled = lengths.map(() => all === 0 || kind === "prod");
  if (isUnrolled.includes(true)) return isUnrolled;
  let terms = 1;
  const shortest = [...lengths.keys()].sort((a, b) => lengths[a]! - lengths[b]!);
  for (const d of shortest) {
    if (terms * lengths[d]! > UNROLLED) break;
    terms *= lengths[d]!;
    isUnrolled[d] = true;
  }
  return isUnrolled;
}

/** Every way to take one of each, the last changing fastest. */
function combinations<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>(
    (all, choice) => all.flatMap((before) => choice.map((next) => [...before, next])),
    [[]],
  );
}
