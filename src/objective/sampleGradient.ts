import { compileSums } from "../wasm/compileSums";
import { gradient as gradientGraph } from "../graph/passes/derivative";
import type { Graph } from "../graph/graph";
import { reroll } from "../graph/passes/reroll";
import { withSlots } from "../graph/slots";
import { LocatedError } from "../text/place";
import {
  describeFailure,
  type TracedFunction,
  type TracedSample,
  type TraceFailure,
  type TraceResult,
} from "./tracedFunction";
import { createVerifier, type TracedDerivative } from "./verify";

/** The exact gradient of the mean over some of the samples. */
export interface BatchGradient {
  /** Why it cannot be traced, once that has turned out. */
  readonly failure: string | undefined;
  /** Writes the gradient and returns the mean; undefined once tracing has failed. */
  batchGradient(
    theta: Float64Array,
    indices: Int32Array,
    gradient: Float64Array,
  ): number | undefined;
}

/** The loss of one sample as WebAssembly: the constants of the sample are inputs beside θ. */
export interface SampleProgram {
  /** Writes the gradient by θ; undefined where a guard does not hold. */
  run(theta: Float64Array, slots: Float64Array, gradient: Float64Array): number | undefined;
  /** Begins a sum of gradients at θ. */
  begin(theta: Float64Array): void;
  /** Adds a sample's and returns its loss; undefined where a guard does not hold, and the sum is of no use. */
  add(slots: Float64Array): number | undefined;
  /** Adds the sum to `gradient`. */
  end(gradient: Float64Array): void;
}

/** One way through the code that a sample is known to take. */
interface Way {
  readonly program: SampleProgram;
  readonly slots: Float64Array;
  /** Where a value became a text: then every value is compared. */
  readonly text: TraceFailure | undefined;
}

/** Shapes of samples that are compiled before others are recorded at every point. */
const MOST_PROGRAMS = 64;
/** Ways of one sample that are kept before it is recorded at every point. */
const MOST_WAYS = 8;
/** Batches that are at most taken sample by sample after one in which a sample took another way than before. */
const MOST_SKIPPED = 64;

/**
 * Traces each sample by itself when a batch first holds it. Samples whose traces differ in nothing
 * but constants share one compiled program, whose inputs the constants are.
 */
export function createBatchGradient(traced: TracedFunction): BatchGradient {
  const { plain } = traced;
  const programs = new Map<string, SampleProgram>();
  /** What was compared with the function along directions: each program, with each choice among its values. */
  const checked = new Set<string>();
  /** By sample, once a batch has held it. */
  const ways = new Map<number, Way[]>();
  /** Samples that are recorded at every point. */
  const recorded = new Set<number>();
  const verifier = createVerifier();
  let failure: string | undefined;
  /** Batches that are still to be taken sample by sample, and how many were the last time. */
  let [left, skipped] = [0, 0];

  function waysOf(index: number): Way[] {
    const known = ways.get(index) ?? [];
    ways.set(index, known);
    return known;
  }

  /** Traces a sample at θ, checks the trace and keeps it, unless there are too many. */
  function addWay(theta: Float64Array, index: number, wanted: Int32Array): void {
    const value = (at: Float64Array): number => plain.meanOver(at, [index]);
    const trace = traced.traceSample?.(theta, index, wanted) ?? slotted(traced, theta, index);
    if (!trace.ok) {
      // What the function itself throws here is the person's to see.
      value(theta);
      failure = describeFailure(trace.failure);
      return;
    }
    const { graph, slots, key, choice = "" } = trace.value;
    const chosen = `${key}:${choice}`;
    const known = programs.get(key);
    if (known === undefined && programs.size >= MOST_PROGRAMS) {
      recorded.add(index);
      return;
    }
    try {
      const program = known ?? compileSample(graph, theta.length);
      programs.set(key, program);
      waysOf(index).push({ program, slots, text: trace.value.text });
      const run: TracedDerivative = (at, gradient) => program.run(at, slots, gradient);
      verifier.allow(trace.value);
      failure = checked.has(chosen)
        ? verifier.compare(run(theta, new Float64Array(theta.length))!, value(theta))
        : verifier.check(run, value, theta, { points: 2 })?.message;
      checked.add(chosen);
    } catch (fault) {
      if (fault instanceof LocatedError) throw fault;
      failure = `its trace cannot be compiled (${(fault as Error).message})`;
    }
  }

  /** Writes the gradient of one sample into `result`. */
  function sampleGradient(
    theta: Float64Array,
    index: number,
    wanted: Int32Array,
    result: Float64Array,
  ): number | undefined {
    const known = waysOf(index);
    for (const [position, way] of recorded.has(index) ? [] : known.entries()) {
      const { program, slots, text } = way;
      const value = program.run(theta, slots, result);
      if (value === undefined) continue;
      known.splice(position, 1);
      known.unshift(way);
      if (text === undefined) return value;
      const difference = verifier.compare(value, plain.meanOver(theta, [index]));
      if (difference !== undefined) failure = describeFailure(text);
      return difference === undefined ? value : undefined;
    }
    if (known.length >= MOST_WAYS) recorded.add(index);
    if (recorded.has(index)) return record(theta, index, result);
    addWay(theta, index, wanted);
    return failure === undefined ? sampleGradient(theta, index, wanted, result) : undefined;
  }

  /** The gradient of one sample on a tape. */
  function record(theta: Float64Array, index: number, result: Float64Array): number | undefined {
    const expected = plain.meanOver(theta, [index]);
    const tape = traced.record(theta, result, index);
    failure = tape.ok ? verifier.compare(tape.value, expected) : describeFailure(tape.failure);
    return failure === undefined ? expected : undefined;
  }

  /** The sum of a batch, where its samples take the way that they took last; else undefined. */
  function sumTogether(
    theta: Float64Array,
    indices: Int32Array,
    gradient: Float64Array,
  ): number | undefined {
    const chosen: Way[] = [];
    for (const index of indices) {
      const [way] = recorded.has(index) ? [] : (ways.get(index) ?? []);
      if (way === undefined || way.text !== undefined) return undefined;
      chosen.push(way);
    }
    if (left > 0) {
      left--;
      return undefined;
    }
    const begun = new Set(chosen.map(({ program }) => program));
    for (const program of begun) program.begin(theta);
    let sum = 0;
    for (const [position, { program, slots }] of chosen.entries()) {
      const value = program.add(slots);
      if (value === undefined) {
        left = skipped = Math.min(MOST_SKIPPED, 2 * skipped + 1);
        return undefined;
      }
      // As the plain function adds them: the first one may be −0.
      sum = position === 0 ? value : sum + value;
    }
    skipped = 0;
    gradient.fill(0);
    for (const program of begun) program.end(gradient);
    return sum;
  }

  function sumOneByOne(
    theta: Float64Array,
    indices: Int32Array,
    gradient: Float64Array,
  ): number | undefined {
    const partial = new Float64Array(theta.length);
    gradient.fill(0);
    let sum = 0;
    for (const [position, index] of indices.entries()) {
      const value = sampleGradient(theta, index, indices, partial);
      if (value === undefined) return undefined;
      sum = position === 0 ? value : sum + value;
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + partial[i]!;
    }
    return sum;
  }

  return {
    get failure() {
      return failure;
    },
    batchGradient(theta, indices, gradient) {
      if (failure !== undefined) return undefined;
      const sum = sumTogether(theta, indices, gradient) ?? sumOneByOne(theta, indices, gradient);
      if (sum === undefined) return undefined;
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! / indices.length;
      const mean = sum / indices.length;
      if (verifier.isDue()) failure = verifier.compare(mean, plain.meanOver(theta, indices));
      return failure === undefined ? mean : undefined;
    },
  };
}

/** A trace of one sample with its constants taken out. */
function slotted(
  traced: TracedFunction,
  theta: Float64Array,
  sample: number,
): TraceResult<TracedSample> {
  const trace = traced.trace(theta, { sample });
  if (!trace.ok) return trace;
  return { ok: true, value: { ...trace.value, ...withSlots(trace.value.graph) } };
}

/** Compiles the derivative of a sample's loss by its first `dimension` inputs. */
export function compileSample(graph: Graph, dimension: number): SampleProgram {
  const compiled = compileSums(gradientGraph(reroll(graph), { parameterCount: dimension }));
  const { inputs } = compiled;
  const begin = (theta: Float64Array): void => {
    inputs.set(theta);
    compiled.clear();
  };
  const add = (slots: Float64Array): number | undefined => {
    inputs.set(slots, dimension);
    return compiled.add() < 0 ? compiled.first[0]! : undefined;
  };
  return {
    run(theta, slots, gradient) {
      begin(theta);
      const value = add(slots);
      if (value === undefined) return undefined;
      compiled.total(gradient, false);
      return value;
    },
    begin,
    add,
    end(gradient) {
      compiled.total(gradient, true);
    },
  };
}
