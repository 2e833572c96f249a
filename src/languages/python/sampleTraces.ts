import type { Graph } from "../../graph/graph";
import type { TracedGraph, TracedSample, TraceResult } from "../../objective/tracedFunction";
import type { LoadedFunction, SentGroup, SentGroups } from "./loadedFunction";
import { lowerProgram } from "./lowering/lowerProgram";
import { meanProgram } from "./lowering/meanProgram";
import { readProgram } from "./lowering/readProgram";
import type { SampleGroup } from "./lowering/sampleGroup";
import { largest, leftToPython, lowered, loweredGraph } from "./traceProgram";

/** The graph of the mean over all samples, or of one of them, at θ. */
export function traceMean(
  loaded: LoadedFunction,
  theta: Float64Array,
  samples?: Iterable<number>,
): TraceResult<TracedGraph> {
  const sent = loaded.traceSamples(theta, samples);
  if (!sent.ok) return loaded.takesTensors ? leftToPython(sent.failure) : sent;
  return loweredGraph(meanProgram(readGroups(sent.value, theta.length), theta.length), theta);
}

/** Traces samples one by one, but asks the interpreter for as many at once as are wanted. */
export class SampleTraces {
  /** Graphs of programs, by their keys. */
  private readonly graphs = new Map<string, Graph>();
  /** What has been traced at `at` and not been asked for yet. */
  private readonly ready = new Map<number, TracedSample>();
  private at: Float64Array | undefined;

  constructor(private readonly loaded: LoadedFunction) {}

  trace(theta: Float64Array, index: number, wanted: Int32Array): TraceResult<TracedSample> {
    const isHere = this.at !== undefined && theta.every((x, k) => Object.is(x, this.at![k]));
    if (!isHere) this.ready.clear();
    this.at = theta.slice();
    const known = this.ready.get(index);
    if (known === undefined) return this.traceWanted(theta, index, wanted);
    this.ready.delete(index);
    return { ok: true, value: known };
  }

  /** All that are wanted the first time that one of them is; this one alone where others are ready. */
  private traceWanted(
    theta: Float64Array,
    index: number,
    wanted: Int32Array,
  ): TraceResult<TracedSample> {
    const samples = this.ready.size > 0 ? [index] : new Set([index, ...wanted]);
    const sent = this.loaded.traceSamples(theta, samples);
    if (!sent.ok) return sent;
    return lowered(() => {
      const groups = readGroups(sent.value, theta.length);
      groups.forEach((group, k) => this.keep(sent.value.groups[k]!, group, theta));
      const found = this.ready.get(index)!;
      this.ready.delete(index);
      return found;
    });
  }

  private keep({ key, samples }: SentGroup, group: SampleGroup, theta: Float64Array): void {
    const { program, slots, slotCount } = group;
    const graph = this.graphs.get(key) ?? lowerProgram(program);
    this.graphs.set(key, graph);
    const precision = Number.EPSILON;
    samples.forEach((sample, k) => {
      const own = slots.slice(k * slotCount, (k + 1) * slotCount);
      const magnitude = Math.max(largest(theta), largest(own));
      this.ready.set(sample, { graph, slots: own, key, magnitude, precision });
    });
  }
}

function readGroups({ groups, blob }: SentGroups, dimension: number): SampleGroup[] {
  let at = 0;
  const next = (bytes: number): ArrayBuffer => blob.slice(at, (at += bytes));
  return groups.map(({ program, samples, table, slots }) => ({
    program: readProgram(program, next(table)),
    count: samples.length,
    slotCount: program.dimension - dimension,
    slots: new Float64Array(next(slots)),
  }));
}
