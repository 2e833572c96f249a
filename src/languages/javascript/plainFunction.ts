import { areUnchanged, buildArguments, type NestedNumbers } from "./argumentShape";
import type { LoadedModule } from "./load";
import { LocatedError, locateStack } from "./locate";
import type { Intrinsics } from "./realm/realm";
import { checkedResult } from "./resultCheck";
import { locatedError } from "./thrown";

/** The user's function as it is, as a function of a flat vector. */
export interface PlainFunction {
  readonly sampleCount: number | undefined;
  /** L; over samples, their mean. Throws a `LocatedError` when the user's code does, and so on. */
  value(theta: Float64Array): number;
  /** The mean over some of the samples. */
  meanOver(theta: Float64Array, indices: Iterable<number>): number;
}

/** Wraps a loaded module. Throws a `LocatedError` when its samples are not an array. */
export function createPlainFunction(
  module: LoadedModule,
  structure: readonly NestedNumbers[],
  intrinsics: Intrinsics,
  sampled: boolean,
): PlainFunction {
  const samples = sampled ? sampleList(module) : undefined;

  function call(theta: Float64Array, ...sample: readonly unknown[]): number {
    const at = (index: number): number => theta[index]!;
    let result: unknown;
    try {
      result = module.target(...buildArguments(structure, at, intrinsics), ...sample);
    } catch (thrown) {
      throw locatedError(thrown, [module.script]);
    }
    const { random, clock } = module.watch;
    if ((random ?? clock) !== undefined) throw notDeterministic(module);
    return checkedResult(result);
  }

  function meanOver(theta: Float64Array, indices: Iterable<number>): number {
    let sum = 0;
    let count = 0;
    for (const index of indices) {
      const value = call(theta, samples![index]);
      sum = count === 0 ? value : sum + value;
      count++;
    }
    return sum / count;
  }

  return {
    sampleCount: samples?.length,
    value: (theta) => (samples === undefined ? call(theta) : meanOver(theta, samples.keys())),
    meanOver,
  };
}

/**
 * Calls the function as a person would notice it: twice at the same point, which must give the same.
 * Returns what is odd but works. Throws a `LocatedError` for anything that cannot be simulated.
 */
export function checkFirstCalls(
  module: LoadedModule,
  plain: PlainFunction,
  structure: readonly NestedNumbers[],
  intrinsics: Intrinsics,
  theta: Float64Array,
): readonly string[] {
  const first = plain.value(theta);
  const second = plain.value(theta);
  if (!Object.is(first, second)) throw notDeterministic(module, first, second);
  const warnings: string[] = [];
  const at = (index: number): number => theta[index]!;
  const built = buildArguments(structure, at, intrinsics);
  const sample = plain.sampleCount === undefined ? [] : [sampleList(module)[0]];
  module.target(...built, ...sample);
  if (!areUnchanged(structure, built, at)) {
    warnings.push("the function changes its argument; it is given a fresh copy each time");
  }
  if (module.watch.seeded) {
    warnings.push("Math.random at the top level of the file is seeded: it gives the same numbers");
  }
  return warnings;
}

/** The array of samples of a module. */
export function sampleList({ samples }: LoadedModule): readonly unknown[] {
  if (Array.isArray(samples) && samples.length > 0) return samples as readonly unknown[];
  throw new LocatedError(
    Array.isArray(samples)
      ? "the array of samples is empty"
      : "the samples must be an array at the top level of the file",
    "unsupported",
  );
}

function notDeterministic(module: LoadedModule, first?: number, second?: number): LocatedError {
  const { watch, script } = module;
  const impurity = watch.random ?? watch.clock;
  watch.random = undefined;
  watch.clock = undefined;
  if (impurity === undefined) {
    return new LocatedError(
      `not deterministic: two calls with the same arguments gave ${first} and ${second}`,
      "notDeterministic",
    );
  }
  const place = locateStack(impurity.stack, [script]);
  return new LocatedError(`not deterministic: calls ${impurity.what}`, "notDeterministic", place);
}
