import { GraphBuilder } from "../../../graph/builder";
import { GraphRecorder } from "../../../tracing/graphRecorder";
import { assign } from "../../../tracing/objects";
import type { StateCalls } from "../../../tracing/state";
import { isTraced, Traced } from "../../../tracing/traced";
import { buildArguments } from "./arguments";
import { inputsBelow } from "./inputsBelow";
import type { LoadedModule } from "./load";
import { locateStack } from "./locate";
import type { Place } from "../../../text/place";
import { sampleList } from "./sampleList";
import type { TraceResult } from "../../../objective/tracedFunction";
import { callAll, ofSample, traceGraph, type CallShape, type RecordedGraph } from "./trace";

/** What an earlier call left behind and a later one uses. */
export interface HiddenState {
  /** What the code calls it, where that is known. */
  readonly name?: string;
  /** Where the code writes it. */
  readonly place?: Place;
}

/** What following several calls has shown. */
export interface StateFindings {
  /** State that the result depends on. */
  readonly state?: HiddenState | undefined;
  /** What calls leave behind, be it used or not, where that is but one thing. */
  readonly only?: HiddenState | undefined;
}

/** Evaluates the lifted code anew, with calls that hear what it keeps. */
export type LoadListening = (calls: StateCalls) => LoadedModule;

/** Values that calls keep, of which more than so many are taken for constants. */
const MOST_KEPT = 1000;
/** Branches on kept values that are tried the other way. */
const MOST_DECISIONS = 8;

/** A module that is heard writing to what may outlive a call. */
interface HeardModule {
  readonly module: LoadedModule;
  /** From now on what is written counts to that call. */
  begin(call: number): void;
  /** Whether calls have written to anything that may outlive them. */
  readonly wrote: boolean;
  /** Whether that was there before the call that wrote to it. */
  readonly touched: boolean;
}

function hear(load: LoadListening): HeardModule {
  let [touched, wrote, current] = [false, false, 0];
  const seen = new WeakMap<object, number>();
  const note = (object: unknown): void => {
    if (current === 0 || (typeof object !== "object" && typeof object !== "function")) return;
    if (object === null) return;
    wrote = true;
    touched ||= (seen.get(object) ?? current) < current;
    seen.set(object, current);
  };
  const module = load({
    keep(value) {
      if (current > 0) wrote = touched = true;
      return value;
    },
    handed: (value) => value,
    store(object, key, value) {
      note(object);
      return assign(object, key, value);
    },
    mutated(object) {
      note(object);
      return object;
    },
    extent: (value) => value,
  });
  return {
    module,
    begin(call) {
      current = call;
    },
    get wrote() {
      return wrote;
    },
    get touched() {
      return touched;
    },
  };
}

/**
 * Whether the code, called on plain numbers, writes to anything that outlives a call. A second call tells what is there
 * before and after; it is not made where the first one wrote to nothing that may be.
 */
export function touchesState(
  load: LoadListening,
  shape: CallShape,
  theta: Float64Array,
  sampled: boolean,
): boolean {
  const heard = hear(load);
  const { module } = heard;
  for (let call = 1; call <= 2 && !heard.touched && (call === 1 || heard.wrote); call++) {
    heard.begin(call);
    const values = buildArguments(shape.arguments, (index) => theta[index]!, module.constructors);
    module.target(...values, ...(sampled ? sampleList(module).slice(0, 1) : []));
  }
  return heard.touched;
}

/** A trace of the first call of a module, during which nothing was written that may outlive it. */
export interface StatelessTrace {
  readonly module: LoadedModule;
  readonly trace: TraceResult<RecordedGraph>;
}

/**
 * Traces the function at θ, where there are samples on the first one. Undefined where the code cannot be traced, or
 * writes to what may outlive a call: then `touchesState` tells.
 */
export function statelessTrace(
  load: LoadListening,
  shape: CallShape,
  theta: Float64Array,
  sampled: boolean,
): StatelessTrace | undefined {
  const heard = hear(load);
  const { module } = heard;
  heard.begin(1);
  const choice = sampled ? ofSample(sampleList(module)[0]) : { samples: undefined };
  const trace = traceGraph(() => module, shape, theta, choice);
  return trace.ok && !heard.wrote ? { module, trace } : undefined;
}

/**
 * Looks for state between calls by tracing one call after another into a single graph, first at
 * another point and then at θ again and again: a result that depends on the inputs of an earlier
 * call, or on a number that changes from call to call (a counter), depends on hidden state. Branches
 * on such numbers are tried the other way: they do no harm if the result stays the same node.
 *
 * Caches give the same nodes again, buffers are overwritten before they are read, and what is set
 * once does not change: none of them is hidden state. Throws where the code cannot be traced.
 * State that is kept otherwise (in texts, dates, iterators, integer arrays, objects made anew) is not seen.
 */
export function findHiddenState(
  load: LoadListening,
  shape: CallShape,
  theta: Float64Array,
  sampled: boolean,
): StateFindings {
  const history = new History(theta);
  const module = load(history.calls);
  history.started = true;
  const few = sampled ? sampleList(module).slice(0, 2) : undefined;

  function call(phase: Phase, otherWayAt = -1): number[] {
    history.begin(phase, otherWayAt);
    const input = (index: number): unknown => history.input(index);
    return callAll(module, shape, input, few).map((value) => history.recorder.node(value));
  }

  function called(name: string | undefined): HiddenState | undefined {
    const stack = name === undefined ? undefined : history.stacks.get(name);
    if (name === undefined || stack === undefined) return undefined;
    const place = locateStack(stack, [module.script]);
    return { name, ...(place && { place }) };
  }

  const stateAt = (node: number): StateFindings => ({
    state: called(history.nameBelow(node) ?? history.onlyName) ?? {},
  });

  try {
    call("elsewhere");
  } catch {
    // The function may not be defined there; what it kept until then stays.
  }
  call("settling");
  const first = call("listing");
  call("marking");
  const results = call("reading");
  const tainted = results.find((node) => history.dependsOnPast(node));
  if (tainted !== undefined) return stateAt(tainted);
  if (!isSame(first, results)) return stateAt(results[0]!);
  const decisions = history.decisions.slice(0, MOST_DECISIONS);
  for (const [index, condition] of decisions.entries()) {
    try {
      if (!isSame(results, call("flipped", index))) return stateAt(condition);
    } catch {
      return stateAt(condition);
    }
  }
  return { only: called(history.onlyName) };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((node, index) => node === b[index]);
}

/**
 * `elsewhere`: at another point. Then at θ: `settling` fills what is filled once, `listing` lists the
 * plain numbers that are kept, `marking` makes inputs of those that have changed since, `reading`
 * shows what depends on them, `flipped` goes the other way at one branch.
 */
type Phase = "elsewhere" | "settling" | "listing" | "marking" | "reading" | "flipped";

/** The graph of several calls, one after another. */
class History {
  readonly recorder: GraphRecorder;
  readonly calls: StateCalls;
  /** Where each name was first written. */
  readonly stacks = new Map<string, string>();
  /** Conditions of branches that the past decides, in the call that reads or the flipped one. */
  decisions: number[] = [];
  started = false;
  private readonly dimension: number;
  private readonly builder = new GraphBuilder();
  private readonly inputs: Float64Array;
  private readonly names = new Map<number, string>();
  private phase: Phase = "elsewhere";
  private otherWayAt = -1;
  private keptCount = 0;
  private kept: unknown[] = [];
  private keptBefore: readonly unknown[] = [];
  private extents: unknown[] = [];
  private extentsBefore: readonly unknown[] = [];
  private readonly below = inputsBelow(this.builder, (input) => input >= this.dimension);

  constructor(theta: Float64Array) {
    this.dimension = theta.length;
    this.inputs = new Float64Array(2 * theta.length + MOST_KEPT);
    this.inputs.set(theta);
    this.inputs.set(
      theta.map((x, i) => x + (0.03 + 0.01 * (i % 3)) * Math.max(0.5, Math.abs(x))),
      theta.length,
    );
    this.recorder = new GraphRecorder(this.builder, this.inputs, {
      onEscape(why) {
        throw new Error(why);
      },
      onText: (shown) => shown,
      onDecision: (condition, natural) => this.decide(condition, natural),
    });
    this.calls = {
      keep: (value, name) => this.tell(value, name),
      handed: (value, name) => this.tell(value, name),
      store: (object, key, value, name) =>
        assign(object, key, ArrayBuffer.isView(object) ? value : this.tell(value, name)),
      mutated: (object) => object,
      extent: (value, name) => this.measure(value, name),
    };
  }

  begin(phase: Phase, otherWayAt: number): void {
    this.phase = phase;
    this.otherWayAt = otherWayAt;
    this.keptBefore = this.kept;
    this.kept = [];
    this.extentsBefore = this.extents;
    this.extents = [];
    this.decisions = [];
  }

  input(index: number): unknown {
    const shift = this.phase === "elsewhere" ? this.dimension : 0;
    return this.recorder.number(this.builder.input(shift + index));
  }

  dependsOnPast(node: number): boolean {
    return this.below.depends(node);
  }

  /** The name of what was kept that a node depends on the past through. */
  nameBelow(node: number): string | undefined {
    return this.below.find(node, (candidate) => this.names.get(candidate));
  }

  /** The name of all that is kept, where there is but one. */
  get onlyName(): string | undefined {
    return this.stacks.size === 1 ? [...this.stacks.keys()][0] : undefined;
  }

  private tell(value: unknown, name: string): unknown {
    if (!this.started) return value;
    if (!this.stacks.has(name)) this.stacks.set(name, new Error().stack ?? "");
    if (isTraced(value)) {
      this.names.set(value.node, name);
      return value;
    }
    if (typeof value !== "number" && typeof value !== "boolean") return value;
    this.kept.push(value);
    const before = this.keptBefore[this.kept.length - 1];
    if (this.phase !== "marking" || Object.is(before, value)) return value;
    return this.mark(value, name);
  }

  private measure(value: unknown, name: string): unknown {
    if (!this.started || typeof value !== "number") return value;
    this.extents.push(value);
    const before = this.extentsBefore[this.extents.length - 1];
    if (this.phase !== "reading" || Object.is(before, value)) return value;
    if (!this.stacks.has(name)) this.stacks.set(name, new Error().stack ?? "");
    return this.mark(value, name);
  }

  /** A number that was different a call ago, as an input. */
  private mark(value: number | boolean, name: string): unknown {
    if (this.keptCount === MOST_KEPT) return value;
    const index = 2 * this.dimension + this.keptCount++;
    this.inputs[index] = Number(value);
    const node = this.builder.input(index);
    this.names.set(node, name);
    return new Traced(this.recorder, node, typeof value === "boolean");
  }

  private decide(condition: number, natural: boolean): boolean {
    if (this.phase !== "reading" && this.phase !== "flipped") return natural;
    if (!this.dependsOnPast(condition)) return natural;
    this.decisions.push(condition);
    return this.decisions.length - 1 === this.otherWayAt ? !natural : natural;
  }
}
