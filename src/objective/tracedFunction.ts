import type { Graph } from "../graph/graph";
import type { SlottedGraph } from "../graph/slots";
import type { Place } from "../text/place";

/** Why code could not be traced, and where. */
export interface TraceFailure {
  readonly reason: string;
  readonly place?: Place;
  /** A graph of one call would be too large, or slower than to record the call at every point. */
  readonly isTooLong?: true;
}

export type TraceResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: TraceFailure };

/** A trace with what its rounding is relative to. */
export interface TracedGraph {
  readonly graph: Graph;
  /** Its loops are found already. */
  readonly isRolled?: true;
  /** The largest number that was computed with at its point. */
  readonly magnitude: number;
  /** How many operations were recorded or followed, where that was counted. */
  readonly operations?: number;
  /** The unit of rounding: that of double precision, or single where the code rounds to it. */
  readonly precision: number;
  /** Where a value was first turned into a text, should the trace turn out to be wrong. */
  readonly text?: TraceFailure | undefined;
}

/** The user's function as it is, as a function of a flat vector. */
export interface PlainFunction {
  readonly sampleCount: number | undefined;
  /** L; over samples, their mean. Throws a `LocatedError` when the user's code does, and so on. */
  value(theta: Float64Array): number;
  /** The mean over some of the samples. */
  meanOver(theta: Float64Array, indices: Iterable<number>): number;
  /** Told points before their values are asked for, in that order, by who answers many at once sooner than one by one. */
  readonly foresee?: (points: readonly Float64Array[]) => void;
}

/** How to trace. */
export interface TraceOptions {
  /** Only this sample; the mean over all of them otherwise. */
  readonly sample?: number;
  /** Branches may be run both ways and merged where they seem to do nothing else; yes unless said. */
  readonly mayMerge?: boolean;
}

/** The trace of one sample's loss, whose constants are inputs after θ: see `SlottedGraph`. */
export type TracedSample = Omit<SlottedGraph, "places"> &
  Omit<TracedGraph, "graph" | "isRolled"> & {
    /** Which of the graph's own values the sample chooses by its slots, where it does. */
    readonly choice?: string;
  };

/** A function that its language can trace, beside the function as it is, which traces are compared with. */
export interface TracedFunction {
  readonly plain: PlainFunction;
  /** The graph of one call at θ, with guards for the way that it took. */
  trace(theta: Float64Array, options?: TraceOptions): TraceResult<TracedGraph>;
  /**
   * The trace of one sample at θ, where the language knows its constants apart; by `trace` and `withSlots` unless given.
   * `wanted` are the samples that are likely to be asked for next.
   */
  traceSample?(theta: Float64Array, index: number, wanted: Int32Array): TraceResult<TracedSample>;
  /**
   * Recordings are kept and their guards checked, so that their values need a comparison only now and then; and `record`
   * without a sample is the mean over all.
   */
  readonly keepsRecordings?: true;
  /** Define by run: one evaluation that writes the gradient and returns the value. */
  record(theta: Float64Array, gradient: Float64Array, sample?: number): TraceResult<number>;
  /** Where traced values at a point first give something else than numbers do. */
  firstDifference(theta: Float64Array): Place | undefined;
}

/** `the value passes through Float64Array.from in helper.ts:12`. */
export function describeFailure({ reason, place }: TraceFailure): string {
  if (place === undefined) return reason;
  const name = place.file.slice(
    Math.max(place.file.lastIndexOf("/"), place.file.lastIndexOf("\\")) + 1,
  );
  return `${reason} in ${name}:${place.line}`;
}
