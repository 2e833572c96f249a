import { evaluate } from "../graph/interpreter";
import { hessianVectorProduct } from "../graph/passes/derivative";
import { compileVariant, type CompiledVariant } from "./compiledVariant";
import { createBatchGradient, type BatchGradient } from "./sampleGradient";
import {
  describeFailure,
  type TracedFunction,
  type TraceFailure,
  type TraceResult,
} from "./tracedFunction";
import { createVerifier, whereItThrows, type Difference } from "./verify";

/**
 * The exact derivatives of a traced function. Every method gives `undefined` once tracing has turned
 * out to be impossible or wrong; `failure` then says why.
 */
export interface Variants {
  readonly failure: string | undefined;
  /** Why the code is followed anew at every point, if it is because of the ways that it took. */
  readonly switched: string | undefined;
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

/** Operations of all samples together that are traced as one: beyond it each is traced by itself, when it is asked for. */
const MOST_TOGETHER = 20_000_000;

/** Operations of a call that takes some hundredths of a second as it is: then it is called less often to check a trace. */
const LONG_CALL = 4_000_000;

/** Operations of a call that takes a tenth of a second as it is: slopes are compared at one point only. */
const VERY_LONG_CALL = 25_000_000;

/**
 * Traces the function at θ⁰ and, where the trace does not hold, wherever it is evaluated next. `known` is what it has given
 * at a point already.
 */
export function createVariants(
  traced: TracedFunction,
  known?: { readonly theta: Float64Array; readonly loss: number },
): Variants {
  const { plain } = traced;
  const variants: OwnVariant[] = [];
  const verifier = createVerifier();
  let batches: BatchGradient | undefined;
  let failure: string | undefined;
  let switched: string | undefined;
  let defineByRun = false;
  /** Even a trace of one call cannot be held. */
  let isTooLong = false;
  let mayMerge = true;
  let bySample: boolean | undefined;
  const hasFailed = (): boolean => failure !== undefined;

  /** Whether there are so many samples that a trace of all of them would be waited for. */
  function isBySample(theta: Float64Array): boolean {
    const { sampleCount } = plain;
    if (bySample === undefined && sampleCount !== undefined) {
      const one = traced.trace(theta, { sample: 0 });
      bySample = one.ok && one.value.graph.operation.length * sampleCount > MOST_TOGETHER;
    }
    return bySample === true;
  }

  /** Traces at θ, checks the trace and keeps it. */
  function add(theta: Float64Array): OwnVariant | undefined {
    // That a call comes to an end is known of the start alone: a trace is given more time than a call.
    if (variants.length > 0) valueOrThrown(theta);
    const trace = traced.trace(theta, { mayMerge });
    if (!trace.ok) {
      // What the function itself throws here is the person's to see.
      plain.value(theta);
      if (trace.failure.isTooLong) isTooLong = defineByRun = true;
      else failure = describeFailure(trace.failure);
      return undefined;
    }
    const { graph, text, isRolled } = trace.value;
    let variant: OwnVariant | undefined;
    let difference: Difference | undefined;
    try {
      const compiled: OwnVariant = { ...compileVariant(graph, isRolled), text };
      variant = compiled;
      verifier.allow(trace.value);
      const { operations = 0 } = trace.value;
      const isLong = operations > LONG_CALL;
      difference = verifier.check(
        (at, gradient) => compiled.valueAndGradient(at, gradient),
        (at) => plain.value(at),
        theta,
        {
          points: variants.length > 0 ? 1 : isLong ? 2 : 3,
          foresee: plain.foresee,
          isLong,
          ...(operations > VERY_LONG_CALL && { known: knownAt(theta), slopesAt: 1 }),
        },
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

  /** What the function has given at θ before. */
  function knownAt(theta: Float64Array): number | undefined {
    return known?.theta.every((x, i) => Object.is(x, theta[i])) ? known.loss : undefined;
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
    if (failure !== undefined || defineByRun || isBySample(theta)) return undefined;
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
      switched = `it took more than ${MOST_VARIANTS} ways through its branches, and is now followed at every point instead of being compiled`;
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
    if (bySample) return meanOver(theta, Int32Array.from(everySample()), gradient);
    const isCompared = traced.keepsRecordings !== true || verifier.isDue();
    const expected = isCompared ? plain.value(theta) : undefined;
    const result = recordMean(theta, gradient);
    if (!result.ok) {
      failure = describeFailure(result.failure);
      return undefined;
    }
    if (expected === undefined) return result.value;
    compare(result.value, expected, theta);
    return hasFailed() ? undefined : expected;
  }

  function recordMean(theta: Float64Array, gradient: Float64Array): TraceResult<number> {
    const count = plain.sampleCount;
    return count === undefined || traced.keepsRecordings
      ? traced.record(theta, gradient)
      : recordSamples(traced, theta, gradient, count);
  }

  function everySample(): Iterable<number> {
    return new Array(plain.sampleCount).keys();
  }

  function meanOver(
    theta: Float64Array,
    indices: Int32Array,
    gradient: Float64Array,
  ): number | undefined {
    batches ??= createBatchGradient(traced);
    const mean = batches.batchGradient(theta, indices, gradient);
    failure = batches.failure;
    return mean;
  }

  return {
    get failure() {
      return failure;
    },
    get switched() {
      return switched;
    },
    value(theta) {
      const evaluate = (): number | undefined =>
        use(theta, (variant) => trusted(variant, theta, variant.value(theta)));
      return checked(theta, evaluate);
    },
    valueAndGradient(theta, gradient) {
      const evaluate = (): number | undefined =>
        use(theta, (variant) => trusted(variant, theta, variant.valueAndGradient(theta, gradient)));
      return (
        checked(theta, evaluate) ??
        (defineByRun || bySample === true ? record(theta, gradient) : undefined)
      );
    },
    hessianVectorProduct(theta, vector, result) {
      const done = use(theta, (variant) =>
        variant.hessianVectorProduct(theta, vector, result) ? (true as const) : undefined,
      );
      if (done !== undefined || failure !== undefined) return done;
      if (!defineByRun && !bySample) return undefined;
      const trace = isTooLong || bySample ? undefined : traced.trace(theta, { mayMerge });
      if (trace === undefined || (!trace.ok && trace.failure.isTooLong)) {
        return productByDifference(record, theta, vector, result);
      }
      if (!trace.ok) return undefined;
      const { outputs } = evaluate(hessianVectorProduct(trace.value.graph), [...theta, ...vector]);
      result.set(outputs.subarray(1 + theta.length));
      return true;
    },
    batchGradient(theta, indices, gradient) {
      if (failure !== undefined || plain.sampleCount === undefined) return undefined;
      return meanOver(theta, indices, gradient);
    },
    confirm: (theta, value) =>
      hasFailed() || defineByRun || bySample === true || confirm(theta, value),
    at(theta) {
      const found = use(theta, (variant) => (holdsAt(variant, theta) ? variant : undefined));
      return found?.text === undefined ? found : undefined;
    },
  };
}

/** Whether a variant describes the function at θ; one without guards does so everywhere, and is not compiled for that. */
function holdsAt(variant: CompiledVariant, theta: Float64Array): boolean {
  return variant.graph.guards.length === 0 || variant.value(theta) !== undefined;
}

/** Records each sample by itself, so that a tape need not hold them all; adds them as the plain function does. */
function recordSamples(
  traced: TracedFunction,
  theta: Float64Array,
  gradient: Float64Array,
  count: number,
): TraceResult<number> {
  const partial = new Float64Array(theta.length);
  gradient.fill(0);
  let sum = 0;
  for (let sample = 0; sample < count; sample++) {
    const result = traced.record(theta, partial, sample);
    if (!result.ok) return result;
    sum = sample === 0 ? result.value : sum + result.value;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + partial[i]!;
  }
  for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! / count;
  return { ok: true, value: sum / count };
}

/**
 * H·v ≈ (∇L(θ + hv) − ∇L(θ − hv)) / 2h of gradients that are exact, h|v| = ∛ε · max(1, |θ|): what is left where no graph
 * of the gradient can be held.
 */
function productByDifference(
  gradientAt: (theta: Float64Array, gradient: Float64Array) => number | undefined,
  theta: Float64Array,
  vector: Float64Array,
  result: Float64Array,
): true | undefined {
  const length = Math.hypot(...vector);
  result.fill(0);
  if (length === 0) return true;
  const h = (Math.cbrt(Number.EPSILON) * Math.max(1, Math.hypot(...theta))) / length;
  const partial = new Float64Array(theta.length);
  for (const side of [1, -1]) {
    const at = theta.map((x, i) => x + side * h * vector[i]!);
    if (gradientAt(at, partial) === undefined) return undefined;
    for (let i = 0; i < result.length; i++) result[i]! += (side * partial[i]!) / (2 * h);
  }
  return true;
}
