import { GraphBuilder } from "../../../graph/builder";
import { GraphRecorder, type EscapeHandler } from "../../../tracing/graphRecorder";
import { AlikeRecorder } from "../../../tracing/alikeRecorder";
import type { RecordedCall } from "../../../tracing/recordedCall";
import type { Graph } from "../../../graph/graph";
import { isSameGraph } from "../../../graph/sameGraph";
import { OPERATION_CODES } from "../../../graph/operations";
import { Tape } from "../../../tracing/tape";
import { firstLook } from "../../../tracing/rolling/loopSearch";
import { RollingRecorder } from "../../../tracing/rolling/rollingRecorder";
import { RunningMean } from "../../../tracing/rolling/runningMean";
import { isTraced } from "../../../tracing/traced";
import { compiledEvaluation } from "../../../objective/compiledEvaluation";
import type { TracedGraph, TraceFailure, TraceResult } from "../../../objective/tracedFunction";
import { buildArguments } from "./arguments";
import type { LoadedModule } from "./load";
import { builtinInStack, locateStack } from "./locate";
import type { Intrinsics } from "../realm/realm";
import { isA, stackOf } from "./thrown";
import type { ArgumentStructure } from "../../lossFunction";

/** Operations after which loops are looked for, in one attempt after another. */
const LOOKS = [firstLook, 8 * firstLook];

/** How to call a function: the structure of its arguments, and one more argument for a sample. */
export interface CallShape {
  readonly arguments: readonly ArgumentStructure[];
  readonly intrinsics: Intrinsics;
}

/** What to trace, and how. */
export interface TraceChoice {
  readonly samples: readonly unknown[] | undefined;
  /** Branches are run both ways and merged where that seems to do nothing else. */
  readonly mayMerge?: boolean;
  /** Operations after which loops are looked for, in one attempt after another; none where each is wanted by itself. */
  readonly looks?: readonly number[];
}

/** To trace one sample by itself. */
export function ofSample(sample: unknown): TraceChoice {
  return { samples: [sample], looks: [] };
}

/** A trace; and what was asked for it where nothing of it was followed, given the slots of constants. */
export interface RecordedGraph extends TracedGraph {
  readonly recordedCall: RollingRecorder["recordedCall"];
  /** The graph with its recurrences as scans. */
  readonly rolled: () => Graph;
}

/** A choice, and the number to write for a value that becomes a text. */
interface Attempts extends TraceChoice {
  readonly write?: (shown: number) => number;
}

/**
 * Calls the lifted function once per sample (or once) on symbolic inputs, at the point `theta`,
 * and returns the graph of the mean of what it returned. Branches are run both ways and merged where
 * they seem to do nothing else, or all of them decided.
 *
 * Where values become texts, the code is traced once more with other numbers written in them: what
 * comes out differently is read from a text, of which no derivative is known.
 */
export function traceGraph(
  load: () => LoadedModule,
  shape: CallShape,
  theta: Float64Array,
  choice: TraceChoice,
): TraceResult<RecordedGraph> {
  const traced = attempt(load(), shape, theta, choice);
  if (!traced.ok || traced.value.text === undefined) return traced;
  const other = attempt(load(), shape, theta, { ...choice, write: anotherNumber });
  const isSame = other.ok && isSameGraph(traced.value.graph, other.value.graph);
  return isSame ? traced : { ok: false, failure: traced.value.text };
}

/** Another sign, other digits, another length; the other one of two truth values. */
function anotherNumber(shown: number): number {
  if (shown === 1 || !Number.isFinite(shown)) return 0;
  return shown < 0 ? 7.25 - 2 * shown : -0.0625 - 13 * shown;
}

/** Looks for loops earlier and later, and at last for none. */
function attempt(
  module: LoadedModule,
  shape: CallShape,
  theta: Float64Array,
  attempts: Attempts,
): TraceResult<RecordedGraph> {
  for (const looksAfter of attempts.looks ?? LOOKS) {
    const trace = traceOnce(module, shape, theta, attempts, looksAfter);
    if (trace) return trace;
  }
  return traceOnce(module, shape, theta, attempts, Infinity)!;
}

/** One attempt, which looks for loops after so many operations; undefined where it followed what is no loop. */
function traceOnce(
  module: LoadedModule,
  shape: CallShape,
  theta: Float64Array,
  { samples, mayMerge = true, write, looks }: Attempts,
  looksAfter: number,
): TraceResult<RecordedGraph> | undefined {
  const builder = new GraphBuilder();
  const watcher = new EscapeWatcher(module, mayMerge, write);
  const inner = new GraphRecorder(builder, theta, watcher);
  const recorder = new RollingRecorder(inner, looksAfter, compiledEvaluation);
  const nodes = Array.from(theta, (_, index) => builder.input(index));
  const input = (index: number): unknown => recorder.number(nodes[index]!);
  const result = watcher.run(() => {
    if (samples === undefined) return recorder.node(call(module, shape, input));
    const mean = new RunningMean(recorder);
    for (const sample of samples) mean.add(call(module, shape, input, sample));
    return recorder.node(recorder.number(mean.node));
  });
  inner.close();
  if (recorder.hasFailed) return undefined;
  if (!result.ok) return result;
  const built = builder.build([result.value], theta.length);
  const graph = looks?.length === 0 ? built : recorder.rolled(built);
  const magnitude = recorder.magnitude(result.value);
  const precision = graph.operation.includes(OPERATION_CODES.fround) ? 2 ** -23 : 2 ** -52;
  const { operations } = recorder;
  const value = {
    ...{ graph, magnitude, operations, precision, text: watcher.text },
    recordedCall: recorder.recordedCall.bind(recorder),
    rolled: () => (graph === built ? recorder.rolled(built) : graph),
  };
  return { ok: true, value };
}

/** Follows the call with a sample that asks the same as a recorded one but for constants; undefined where it does not. */
export function followSample(
  module: LoadedModule,
  shape: CallShape,
  theta: Float64Array,
  sample: unknown,
  calls: readonly RecordedCall[],
): AlikeRecorder | undefined {
  const recorder = new AlikeRecorder(calls, theta, compiledEvaluation);
  try {
    const mean = new RunningMean(recorder);
    mean.add(call(module, shape, (index) => recorder.input(index), sample));
    return recorder.hasEnded(mean.node) ? recorder : undefined;
  } catch {
    // What it does else, it does once more when it is recorded.
    return undefined;
  } finally {
    recorder.close();
  }
}

/** One define-by-run evaluation: writes the gradient and returns the value. */
export function traceTape(
  module: LoadedModule,
  shape: CallShape,
  theta: Float64Array,
  samples: readonly unknown[] | undefined,
  gradient: Float64Array,
): TraceResult<number> {
  const watcher = new EscapeWatcher(module);
  const tape = new Tape(theta, watcher);
  const result = watcher.run(() => {
    const values = callAll(module, shape, (index) => tape.input(index), samples);
    return tape.reverseMean(values, gradient);
  });
  tape.close();
  return result;
}

/** The results of the function, one per sample; throws `NotANumber` for anything but numbers. */
export function callAll(
  module: LoadedModule,
  shape: CallShape,
  input: (index: number) => unknown,
  samples: readonly unknown[] | undefined,
): unknown[] {
  return samples === undefined
    ? [call(module, shape, input)]
    : samples.map((sample) => call(module, shape, input, sample));
}

function call(
  module: LoadedModule,
  shape: CallShape,
  input: (index: number) => unknown,
  ...more: readonly unknown[]
): unknown {
  const value = module.target(
    ...buildArguments(shape.arguments, input, module.constructors),
    ...more,
  );
  const isNumber = isTraced(value) ? !value.boolean : typeof value === "number";
  if (!isNumber) throw new NotANumber();
  return value;
}

class NotANumber extends Error {
  override readonly name = "NotANumber";
}

/** Notices when traced values leave lifted code, also when user code swallows the error. */
class EscapeWatcher implements EscapeHandler {
  private failure: TraceFailure | undefined;
  text: TraceFailure | undefined;

  constructor(
    private readonly module: LoadedModule,
    readonly mayMerge = true,
    private readonly write: (shown: number) => number = (shown) => shown,
  ) {}

  readonly onEscape = (why: string): never => {
    this.failure ??= this.failureHere(why);
    throw new Error(why);
  };

  readonly onTooLong = (why: string): never => {
    this.failure ??= { ...this.failureHere(why), isTooLong: true };
    throw new Error(why);
  };

  readonly onText = (shown: number): number => {
    this.text ??= this.failureHere("a number is read from the text of a value");
    return this.write(shown);
  };

  private failureHere(why: string): TraceFailure {
    const scripts = [this.module.script];
    const stack = new Error().stack ?? "";
    const builtin = builtinInStack(stack, scripts);
    const place = locateStack(stack, scripts);
    return {
      reason: builtin === undefined ? why : `the value passes through ${builtin}`,
      ...(place && { place }),
    };
  }

  run<Value>(work: () => Value): TraceResult<Value> {
    try {
      const value = work();
      if (this.failure === undefined) return { ok: true, value };
    } catch (thrown) {
      this.failure ??= this.describe(thrown);
    }
    return { ok: false, failure: this.failure };
  }

  private describe(thrown: unknown): TraceFailure {
    if (isA(thrown, NotANumber))
      return { reason: "traced, it returns something else than a number" };
    const stack = stackOf(thrown);
    const place = locateStack(stack, [this.module.script]);
    const message = stack.split("\n", 1)[0] ?? "it threw";
    return { reason: `it threw while it was traced (${message})`, ...(place && { place }) };
  }
}
