import { areUnchanged, argumentsMaker, buildArguments } from "./arguments";
import type { LoadedModule } from "./load";
import { locateStack } from "./locate";
import { otherTimes, type Impurity } from "../realm/watch";
import { LocatedError } from "../../../text/place";
import type { ArgumentStructure } from "../../lossFunction";
import type { EvaluatorPlatform } from "../../platform";
import type { StateFindings } from "./hiddenState";
import { checkedResult } from "./resultCheck";
import { locatedError } from "./thrown";
import type { PlainFunction } from "../../../objective/tracedFunction";
import { sampleList } from "./sampleList";

/** A function as it is that can be given arguments of one's own, to look at them afterwards. */
export interface CalledFunction extends PlainFunction {
  /** One call: L, over samples that of the first one. */
  valueWith(theta: Float64Array, built: readonly unknown[]): number;
}

/** Wraps a loaded module; `calling` makes every call. Throws a `LocatedError` when its samples are not an array. */
export function createPlainFunction(
  module: LoadedModule,
  args: readonly ArgumentStructure[],
  sampled: boolean,
  calling: EvaluatorPlatform["calling"] = (call) => call(),
): CalledFunction {
  const samples = sampled ? sampleList(module) : undefined;

  function call(
    theta: Float64Array,
    built: readonly unknown[],
    ...sample: readonly unknown[]
  ): number {
    let result: unknown;
    try {
      result = calling(() => module.target(...built, ...sample));
    } catch (thrown) {
      throw locatedError(thrown, [module.script]);
    }
    const impurity = takeImpurity(module);
    if (impurity !== undefined && !isGivenAgain(result, theta, sample))
      throw impurityError(module, impurity);
    return checkedResult(result);
  }

  /** Whether a call that looked at a clock or drew numbers gives the same at another time, with others. */
  function isGivenAgain(result: unknown, theta: Float64Array, sample: readonly unknown[]): boolean {
    const { watch } = module;
    const at = (index: number): number => theta[index]!;
    try {
      return otherTimes.every((time) => {
        watch.ahead = time;
        const again = module.target(...buildArguments(args, at, module.constructors), ...sample);
        return Object.is(again, result);
      });
    } catch {
      return false;
    } finally {
      watch.ahead = 0;
      takeImpurity(module);
    }
  }

  function meanOver(theta: Float64Array, indices: Iterable<number>): number {
    const make = argumentsMaker(args, (index) => theta[index]!, module.constructors);
    let sum = 0;
    let count = 0;
    for (const index of indices) {
      const value = call(theta, make(), samples![index]);
      sum = count === 0 ? value : sum + value;
      count++;
    }
    return sum / count;
  }

  return {
    sampleCount: samples?.length,
    value(theta) {
      if (samples !== undefined) return meanOver(theta, samples.keys());
      return call(
        theta,
        buildArguments(args, (index) => theta[index]!, module.constructors),
      );
    },
    meanOver,
    valueWith: (theta, built) => call(theta, built, ...(samples ? samples.slice(0, 1) : [])),
  };
}

/**
 * Calls the function as a person would notice it: twice at the same point, which must give the same.
 * Returns what it gives, and what is odd but works. Throws a `LocatedError` for anything that cannot be simulated;
 * `findState` is asked what earlier calls left behind.
 */
export function checkFirstCalls(
  module: LoadedModule,
  plain: CalledFunction,
  args: readonly ArgumentStructure[],
  theta: Float64Array,
  findState: () => StateFindings,
): { readonly loss: number; readonly warnings: readonly string[] } {
  const at = (index: number): number => theta[index]!;
  const built = buildArguments(args, at, module.constructors);
  const first = plain.value(theta);
  const again = plain.valueWith(theta, built);
  const second = plain.sampleCount === undefined ? again : plain.value(theta);
  if (!Object.is(first, second)) {
    throw stateError(`two calls with the same arguments gave ${first} and ${second}`, findState());
  }
  const warnings: string[] = [];
  if (!areUnchanged(args, built, buildArguments(args, at, module.constructors))) {
    warnings.push("the function changes its argument; it is given a fresh copy each time");
  }
  if (module.watch.seeded) {
    warnings.push("Math.random at the top level of the file is seeded: it gives the same numbers");
  }
  return { loss: first, warnings };
}

/** A fault for a value that depends on what earlier calls left behind. */
export function stateError(what: string, { state, only }: StateFindings): LocatedError {
  const { name, place } = state ?? only ?? {};
  const cause = name === undefined ? "" : `${state ? ", because" : ";"} calls change ${name}`;
  return new LocatedError(`not deterministic: ${what}${cause}`, "notDeterministic", place);
}

/** Throws a LocatedError if the module has drawn random numbers or looked at a clock. */
export function refuseImpurity(module: LoadedModule): void {
  const impurity = takeImpurity(module);
  if (impurity !== undefined) throw impurityError(module, impurity);
}

/** What of that it has done first, which is then forgotten. */
function takeImpurity({ watch }: LoadedModule): Impurity | undefined {
  const impurity = watch.random ?? watch.clock;
  watch.random = undefined;
  watch.clock = undefined;
  return impurity;
}

function impurityError({ script }: LoadedModule, impurity: Impurity): LocatedError {
  const place = locateStack(impurity.stack, [script]);
  return new LocatedError(`not deterministic: calls ${impurity.what}`, "notDeterministic", place);
}
