import type { Graph } from "../../graph/graph";
import { areUnchanged, buildArguments, flatten, type NestedNumbers } from "./argumentShape";
import { compileVariant, type CompiledVariant } from "./compiledVariant";
import { loadLifted, loadPlain, type LoadedModule } from "./load";
import { LocatedError, locateStack, type BundledCode, type LoadedScript } from "./locate";
import { readIntrinsics, type Realm } from "./realm/realm";
import { checkedResult } from "./resultCheck";
import { locatedError } from "./thrown";
import { describeFailure, traceGraph, traceTape, type CallShape } from "./trace";
import { findMismatch } from "./verify";

/** What an objective is made from. */
export interface ObjectiveRequest {
  readonly bundle: BundledCode;
  readonly realm: Realm;
  /** One entry per argument, with the starting numbers in their places. */
  readonly start: readonly NestedNumbers[];
  /** The bundle exposes an array of samples: the loss is the mean over them. */
  readonly sampled?: boolean;
  /** Central differences on a plain function, for code that cannot be traced. */
  readonly numeric: (
    value: (theta: Float64Array) => number,
    dimension: number,
    reason: string,
  ) => Derivatives;
}

/** Derivatives of a function, however they come about. */
export interface Derivatives {
  value(theta: Float64Array): number;
  valueAndGradient(theta: Float64Array, gradient: Float64Array): number;
  hessian(theta: Float64Array): Float64Array;
  hessianVectorProduct(theta: Float64Array, vector: Float64Array, result: Float64Array): void;
}

/** The objective of a JavaScript or TypeScript function. */
export interface JavaScriptObjective extends Derivatives {
  readonly dimension: number;
  readonly gradientKind: "exact" | "numeric";
  readonly reason?: string;
  readonly samples?: {
    readonly count: number;
    batchGradient(theta: Float64Array, indices: Int32Array, gradient: Float64Array): void;
  };
  /** The graph whose guards hold at θ, for a loop compiled around it; undefined when there is none. */
  graphAt(theta: Float64Array): Graph | undefined;
  /** What a person should know although it works: "changes its argument". */
  readonly warnings: readonly string[];
  /** The scripts in which user code runs, to find places by. */
  readonly scripts: readonly LoadedScript[];
}

/** Ways through the code that are compiled before it is recorded anew at every point. */
const MOST_VARIANTS = 16;

/**
 * Makes the objective of a function: its exact derivative from a trace where that is possible and
 * checked, else central differences with the reason why.
 *
 * Throws a `LocatedError` when the function throws at the start, returns anything but a number, or
 * gives different numbers for the same arguments.
 */
export function createObjective(request: ObjectiveRequest): JavaScriptObjective {
  const { bundle, realm, start } = request;
  const intrinsics = readIntrinsics(realm);
  const shape: CallShape = { structure: start, intrinsics };
  const theta0 = flatten(start);
  const plain = loadPlain(realm, intrinsics, bundle);
  const plainSamples = request.sampled ? sampleList(plain) : undefined;
  const scripts = [plain.script];
  const warnings: string[] = [];

  function callPlain(theta: Float64Array, sample: readonly unknown[]): number {
    const at = (index: number): number => theta[index]!;
    try {
      return checkedResult(plain.target(...buildArguments(start, at, intrinsics), ...sample));
    } catch (thrown) {
      throw locatedError(thrown, scripts);
    } finally {
      if (plain.watch.random !== undefined) throw notDeterministic(plain);
    }
  }

  function plainValue(theta: Float64Array): number {
    if (plainSamples === undefined) return callPlain(theta, []);
    let sum = 0;
    for (const sample of plainSamples) sum += callPlain(theta, [sample]);
    return sum / plainSamples.length;
  }

  function checkFirstCalls(): void {
    const first = plainValue(theta0);
    const second = plainValue(theta0);
    if (!Object.is(first, second)) throw notDeterministic(plain, first, second);
    const at = (index: number): number => theta0[index]!;
    const built = buildArguments(start, at, intrinsics);
    checkedResult(plain.target(...built, ...(plainSamples ? [plainSamples[0]] : [])));
    if (!areUnchanged(start, built, at)) warnings.push("the function changes its argument");
  }

  checkFirstCalls();
  const variants: CompiledVariant[] = [];
  let lifted: LoadedModule | undefined;
  let samples: readonly unknown[] | undefined;
  let defineByRun = false;
  let numeric: { readonly derivatives: Derivatives; readonly reason: string } | undefined;

  function fallBack(reason: string): Derivatives {
    const derivatives = request.numeric(plainValue, theta0.length, reason);
    numeric = { derivatives, reason };
    Object.assign(objective, { gradientKind: "numeric", reason });
    return derivatives;
  }

  /** Traces at θ, checks the trace, and keeps it. */
  function addVariant(theta: Float64Array): CompiledVariant | undefined {
    if (lifted === undefined) return undefined;
    const traced = traceGraph(lifted, shape, theta, samples);
    if (!traced.ok) {
      // What the function itself throws here is the person's to see.
      plainValue(theta);
      fallBack(describeFailure(traced.failure));
      return undefined;
    }
    const variant = compileVariant(traced.value);
    const mismatch = findMismatch(
      { plain: plainValue, traced: (at, gradient) => variant.valueAndGradient(at, gradient) },
      theta,
      variants.length === 0 ? 3 : 1,
    );
    if (mismatch !== undefined) {
      fallBack(mismatch);
      return undefined;
    }
    variants.unshift(variant);
    return variant;
  }

  /** Runs `use` on the variant that holds at θ, tracing a new one when none does. */
  function withVariant<Result>(
    theta: Float64Array,
    use: (variant: CompiledVariant) => Result | undefined,
  ): Result | undefined {
    for (let index = 0; index < variants.length; index++) {
      const variant = variants[index]!;
      const result = use(variant);
      if (result === undefined) continue;
      if (index > 0) {
        variants.splice(index, 1);
        variants.unshift(variant);
      }
      return result;
    }
    if (numeric !== undefined || defineByRun) return undefined;
    if (variants.length >= MOST_VARIANTS) {
      defineByRun = true;
      return undefined;
    }
    const added = addVariant(theta);
    return added === undefined ? undefined : use(added);
  }

  function tapeGradient(
    theta: Float64Array,
    gradient: Float64Array,
    some: readonly unknown[] | undefined,
  ): number | undefined {
    const result = traceTape(lifted!, shape, theta, some, gradient);
    if (result.ok) return result.value;
    plainValue(theta);
    fallBack(describeFailure(result.failure));
    return undefined;
  }

  const objective: Changing<JavaScriptObjective> = {
    dimension: theta0.length,
    gradientKind: "exact",
    warnings,
    scripts,
    value(theta) {
      if (numeric !== undefined || defineByRun) return plainValue(theta);
      return withVariant(theta, (variant) => variant.value(theta)) ?? plainValue(theta);
    },
    valueAndGradient(theta, gradient) {
      const value =
        numeric === undefined
          ? (withVariant(theta, (variant) => variant.valueAndGradient(theta, gradient)) ??
            (defineByRun ? tapeGradient(theta, gradient, samples) : undefined))
          : undefined;
      return value ?? numeric!.derivatives.valueAndGradient(theta, gradient);
    },
    hessianVectorProduct(theta, vector, result) {
      const done = withVariant(theta, (variant) =>
        variant.hessianVectorProduct(theta, vector, result) ? true : undefined,
      );
      if (done === undefined) {
        (numeric?.derivatives ?? differences()).hessianVectorProduct(theta, vector, result);
      }
    },
    hessian(theta) {
      const n = theta0.length;
      const matrix = new Float64Array(n * n);
      const unit = new Float64Array(n);
      const column = new Float64Array(n);
      for (let j = 0; j < n; j++) {
        if (numeric !== undefined) return numeric.derivatives.hessian(theta);
        unit.fill(0);
        unit[j] = 1;
        objective.hessianVectorProduct(theta, unit, column);
        for (let i = 0; i < n; i++) matrix[i * n + j] = column[i]!;
      }
      return matrix;
    },
    graphAt(theta) {
      if (numeric !== undefined || defineByRun) return undefined;
      return withVariant(theta, (variant) =>
        variant.value(theta) === undefined ? undefined : variant.graph,
      );
    },
    ...(plainSamples && {
      samples: {
        count: plainSamples.length,
        batchGradient(theta, indices, gradient) {
          batchGradient(theta, indices, gradient);
        },
      },
    }),
  };

  /** Second derivatives of code that is recorded anew at every point: differences of its gradient. */
  function differences(): Derivatives {
    return request.numeric(plainValue, theta0.length, "");
  }

  function batchGradient(theta: Float64Array, indices: Int32Array, gradient: Float64Array): void {
    if (numeric === undefined && samples !== undefined) {
      const some = Array.from(indices, (index) => samples![index]);
      if (tapeGradient(theta, gradient, some) !== undefined) return;
    }
    const batch = (at: Float64Array): number => {
      let sum = 0;
      for (const index of indices) sum += callPlain(at, [plainSamples![index]]);
      return sum / indices.length;
    };
    request.numeric(batch, theta.length, "").valueAndGradient(theta, gradient);
  }

  try {
    lifted = loadLifted(realm, intrinsics, bundle);
    scripts.push(lifted.script);
    samples = request.sampled ? sampleList(lifted) : undefined;
  } catch (thrown) {
    fallBack(`it cannot be traced (${locatedError(thrown, scripts).message})`);
  }
  if (lifted !== undefined) addVariant(theta0);

  return objective;
}

type Changing<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function sampleList(module: LoadedModule): readonly unknown[] {
  const { samples } = module;
  if (Array.isArray(samples) && samples.length > 0) return samples as readonly unknown[];
  throw new LocatedError("the samples must be an array with at least one entry", "unsupported");
}

function notDeterministic(
  { watch, script }: LoadedModule,
  first?: number,
  second?: number,
): LocatedError {
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
