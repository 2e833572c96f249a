import { evaluate } from "../graph/interpreter";
import { hessianVectorProduct } from "../graph/passes/derivative";
import { compileVariant, type CompiledVariant } from "./compiledVariant";
import { createBatchGradient, type BatchGradient } from "./sampleGradient";
import { describeFailure, type TracedFunction, type TraceFailure } from "./tracedFunction";
import { createVerifier, whereItThrows, type Difference } from "./verify";

/**
 * The exact derivatives of a traced function. Every method gives `undefined` once tracing has turned
 * out to be impossible or wrong; `failure` then says why.
 */
export interface Variants {
  readonly failure: string | undefined;
  value(theta: Float64Array): number | undefined;
  valueAndGradient(theta: Float64Array, gradient: Float64Array): number | undefined;
  hessianVectorProduct(
    theta: Float64Array,
    vector: Float64Array,
    result: Float64Array,
  ): true | undefined;
  /** The gradient of the mean over some of the samples. */
  batchGradient(
    theta: Float64Array,
    indices: Int32Array,
    gradient: Float64Array,
  ): number | undefined;
  /** Whether a value that a variant gave is the function's own; if not, no variant so far is used again. */
  confirm(theta: Float64Array, value: number): boolean;
  /**
   * The variant whose guards hold at θ; undefined also when the code is recorded at every point, and
   * where each value has to be compared.
   */
  at(theta: Float64Array): CompiledVariant | undefined;
}

/** A variant, and where a value became a text on its way: then its every value is compared. */
interface OwnVariant extends CompiledVariant {
  readonly text: TraceFailure | undefined;
}

/** Ways through the code that are compiled before it is recorded anew at every point. */
const MOST_VARIANTS = 16;

/** Traces the function at θ⁰ and, where the trace does not hold, wherever it is evaluated next. */
export function createVariants(traced: TracedFunction): Variants {
  const { plain } = traced;
  const variants: OwnVariant[] = [];
  const verifier = createVerifier();
  let batches: BatchGradient | undefined;
  let failure: string | undefined;
  let defineByRun = false;
  let mayMerge = true;
  const hasFailed = (): boolean => failure !== undefined;

  /** Traces at θ, checks the trace and keeps it. */
  function add(theta: Float64Array): OwnVariant | undefined {
    const trace = traced.trace(theta, { mayMerge });
    if (!trace.ok) {
      // What the function itself throws here is the person's to see.
      plain.value(theta);
      failure = describeFailure(trace.failure);
      return undefined;
    }
    const { graph, text } = trace.value;
    let variant: OwnVariant | undefined;
    let difference: Difference | undefined;
    try {
      const compiled: OwnVariant = { ...compileVariant(graph), text };
      variant = compiled;
      verifier.allow(trace.value);
      difference = verifier.check(
        (at, gradient) => compiled.valueAndGradient(at, gradient),
        (at) => plain.value(at),
        theta,
        variants.length === 0 ? 3 : 1,
      );
    } catch (fault) {
      // Differences still work where the compiler meets a limit, of memory for instance.
      failure = `its trace cannot be compiled (${(fault as Error).message})`;
    }
    if (difference !== undefined) {
      distrust(difference, text);
      return hasFailed() ? undefined : add(theta);
    }
    if (variant === undefined || hasFailed()) return undefined;
    variants.unshift(variant);
    return variant;
  }

  /** A trace differs from the function: others are made, of which no branch is run both ways, or none. */
  function distrust(difference: Difference, text?: TraceFailure): void {
    if (mayMerge && isRepeatable(difference)) {
      // A branch that was run both ways may have done what it seemed not to do.
      mayMerge = false;
      variants.length = 0;
    } else failure = refuted(difference, text);
  }

  /** Compares a value that a variant gave at θ with the function, and distrusts them all where it differs. */
  function confirm(theta: Float64Array, value: number): boolean {
    const expected = valueOrThrown(theta);
    const message =
      expected === undefined ? whereItThrows(value) : verifier.compare(value, expected);
    if (message === undefined) return true;
    distrust({ message, point: theta.slice(), expected });
    return false;
  }

  /** Whether the function gives the same once more: else it is no branch that makes the difference. */
  function isRepeatable({ point, expected }: Difference): boolean {
    return Object.is(valueOrThrown(point), expected);
  }

  /** What the function gives; undefined where it throws. */
  function valueOrThrown(theta: Float64Array): number | undefined {
    try {
      return plain.value(theta);
    } catch {
      return undefined;
    }
  }

  /** Why a trace that differs from the function does so, and where. */
  function refuted(
    { message, point }: Omit<Difference, "expected">,
    text: TraceFailure | undefined,
  ): string {
    if (text !== undefined) return describeFailure(text);
    const place = traced.firstDifference(point);
    return describeFailure({ reason: message, ...(place && { place }) });
  }

  /** Runs `use` on the variant that holds at θ, tracing a new one when none does. */
  function use<Result>(
    theta: Float64Array,
    attempt: (variant: OwnVariant) => Result | undefined,
  ): Result | undefined {
    if (failure !== undefined || defineByRun) return undefined;
    for (let index = 0; index < variants.length; index++) {
      const variant = variants[index]!;
      const result = attempt(variant);
      if (hasFailed()) return undefined;
      if (result === undefined) continue;
      if (index > 0) {
        variants.splice(index, 1);
        variants.unshift(variant);
      }
      return result;
    }
    if (variants.length >= MOST_VARIANTS) {
      defineByRun = true;
      return undefined;
    }
    const added = add(theta);
    return added && attempt(added);
  }

  /**
   * A value, unless it came by way of a text and is not what the function gives: code may read a
   * number from a text, or choose by it, and no guard would tell.
   */
  function trusted(
    { text }: OwnVariant,
    theta: Float64Array,
    value: number | undefined,
  ): number | undefined {
    if (value === undefined || text === undefined) return value;
    if (verifier.compare(value, plain.value(theta)) === undefined) return value;
    failure = describeFailure(text);
    return undefined;
  }

  /** A value of the variants, compared with the function now and then. */
  function checked(theta: Float64Array, evaluate: () => number | undefined): number | undefined {
    const value = evaluate();
    if (value === undefined || !verifier.isDue() || confirm(theta, value)) return value;
    return hasFailed() ? undefined : evaluate();
  }

  function compare(value: number, expected: number, point: Float64Array): void {
    const message = verifier.compare(value, expected);
    if (message !== undefined) failure = refuted({ message, point }, undefined);
  }

  function record(theta: Float64Array, gradient: Float64Array): number | undefined {
    if (failure !== undefined) return undefined;
    const value = plain.value(theta);
    const result = traced.record(theta, gradient);
    if (!result.ok) failure = describeFailure(result.failure);
    else compare(result.value, value, theta);
    return failure === undefined ? value : undefined;
  }

  return {
    get failure() {
      return failure;
    },
    value(theta) {
      const evaluate = (): number | undefined =>
        use(theta, (variant) => trusted(variant, theta, variant.value(theta)));
      return checked(theta, evaluate);
    },
    valueAndGradient(theta, gradient) {
      const evaluate = (): number | undefined =>
        use(theta, (variant) => trusted(variant, theta, variant.valueAndGradient(theta, gradient)));
      return checked(theta, evaluate) ?? (defineByRun ? record(theta, gradient) : undefined);
    },
    hessianVectorProduct(theta, vector, result) {
      const done = use(theta, (variant) =>
        variant.hessianVectorProduct(theta, vector, result) ? (true as const) : undefined,
      );
      if (done !== undefined || !defineByRun || failure !== undefined) return done;
      const trace = traced.trace(theta, { mayMerge });
      if (!trace.ok) return undefined;
      const { outputs } = evaluate(hessianVectorProduct(trace.value.graph), [...theta, ...vector]);
      result.set(outputs.subarray(1 + theta.length));
      return true;
    },
    batchGradient(theta, indices, gradient) {
      if (failure !== undefined || plain.sampleCount === undefined) return undefined;
      batches ??= createBatchGradient(traced, plain.sampleCount);
      const mean = batches.batchGradient(theta, indices, gradient);
      failure = batches.failure;
      return mean;
    },
    confirm: (theta, value) => hasFailed() || defineByRun || confirm(theta, value),
    at(theta) {
      const found = use(theta, (variant) =>
        variant.value(theta) === undefined ? undefined : variant,
      );
      return found?.text === undefined ? found : undefined;
    },
  };
}
