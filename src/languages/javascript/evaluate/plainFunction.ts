import { areUnchanged, buildArguments, type NestedNumbers } from "./argumentShape";
import type { LoadedModule } from "./load";
import { LocatedError, locateStack } from "./locate";
import type { StateFindings } from "./hiddenState";
import type { Intrinsics } from "../realm/realm";
import { checkedResult, describe } from "./resultCheck";
import { locatedError } from "./thrown";

/** The user's function as it is, as a function of a flat vector. */
export interface PlainFunction {
  readonly sampleCount: number | undefined;
  /** L; over samples, their mean. Throws a `LocatedError` when the user's code does, and so on. */
  value(theta: Float64Array): number;
  /** The mean over some of the samples. */
  meanOver(theta: Float64Array, indices: Iterable<number>): number;
}

/** Wraps a loaded module; `onCall` is told of every call before it. Throws a `LocatedError` when its samples are not an array. */
export function createPlainFunction(
  module: LoadedModule,
  structure: readonly NestedNumbers[],
  intrinsics: Intrinsics,
  sampled: boolean,
  onCall?: () => void,
): PlainFunction {
  const samples = sampled ? sampleList(module) : undefined;

  function call(theta: Float64Array, ...sample: readonly unknown[]): number {
    const at = (index: number): number => theta[index]!;
    let result: unknown;
    onCall?.();
    try {
      result = module.target(...buildArguments(structure, at, intrinsics), ...sample);
    } catch (thrown) {
      throw locatedError(thrown, [module.script]);
    }
    refuseImpurity(module);
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
 * Returns what is odd but works. Throws a `LocatedError` for anything that cannot be simulated;
 * `findState` is asked what earlier calls left behind.
 */
export function checkFirstCalls(
  module: LoadedModule,
  plain: PlainFunction,
  structure: readonly NestedNumbers[],
  intrinsics: Intrinsics,
  theta: Float64Array,
  findState: () => StateFindings,
): readonly string[] {
  const first = plain.value(theta);
  const second = plain.value(theta);
  if (!Object.is(first, second)) {
    throw stateError(`two calls with the same arguments gave ${first} and ${second}`, findState());
  }
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

/** A fault of the value that `samples` names; its place is where it is named. */
export class SamplesError extends LocatedError {
  constructor(message: string) {
    super(message, "unsupported");
  }
}

/** The samples of a module: an array, or each number of a typed array. */
export function sampleList({ samples }: LoadedModule): readonly unknown[] {
  const list = listOf(samples);
  if (list === undefined) {
    throw new SamplesError(`samples must name an array, and this is ${describe(samples)}`);
  }
  if (list.length === 0) throw new SamplesError("the array of samples is empty");
  return list;
}

/** As an array of our own: what the user's kinds of lists do when they are mapped is theirs. */
function listOf(samples: unknown): readonly unknown[] | undefined {
  const isTyped = ArrayBuffer.isView(samples) && "length" in samples;
  if (!isTyped && !Array.isArray(samples)) return undefined;
  return Array.from(samples as unknown as ArrayLike<unknown>);
}

/** A fault for a value that depends on what earlier calls left behind. */
export function stateError(what: string, { state, only }: StateFindings): LocatedError {
  const { name, place } = state ?? only ?? {};
  const cause = name === undefined ? "" : `${state ? ", because" : ";"} calls change ${name}`;
  return new LocatedError(`not deterministic: ${what}${cause}`, "notDeterministic", place);
}

/** Throws a LocatedError if the module has drawn random numbers or looked at a clock. */
export function refuseImpurity({ watch, script }: LoadedModule): void {
  const impurity = watch.random ?? watch.clock;
  if (impurity === undefined) return;
  watch.random = undefined;
  watch.clock = undefined;
  const place = locateStack(impurity.stack, [script]);
  throw new LocatedError(`not deterministic: calls ${impurity.what}`, "notDeterministic", place);
}
