import { withSlots } from "../../../graph/slots";
import type { TracedSample, TraceResult } from "../../../objective/tracedFunction";
import type { RecordedCall } from "../../../tracing/recordedCall";
import type { LoadedModule } from "./load";
import { followSample, ofSample, traceGraph, type CallShape } from "./trace";

/** Recorded calls that are tried with a sample: one for each label of ten, and some more. */
const mostKnown = 16;
/** Samples that followed none of them before they are no longer tried. */
const mostMisses = 64;

interface Known {
  readonly traced: TracedSample;
  readonly call: RecordedCall;
  readonly slots: Float64Array;
}

/**
 * Traces samples one by one. Most do the same as one before, with other numbers: such a call is compared with the recorded
 * one as it goes, which takes a hundredth of the time.
 */
export function sampleTracer(
  load: () => LoadedModule,
  shape: CallShape,
  samples: readonly unknown[],
): (theta: Float64Array, index: number) => TraceResult<TracedSample> {
  /** The one that was followed last first. */
  const known: Known[] = [];
  let misses = 0;

  function follow(theta: Float64Array, sample: unknown): TracedSample | undefined {
    if (known.length === 0) return undefined;
    const calls = known.map(({ call }) => call);
    const followed = followSample(load(), shape, theta, sample, calls);
    const found = followed && known.find(({ call }) => call === followed.call);
    if (!found) {
      misses++;
      return undefined;
    }
    misses = 0;
    known.splice(known.indexOf(found), 1);
    known.unshift(found);
    const { magnitude } = followed;
    return { ...found.traced, magnitude, slots: followed.slots(found.slots) };
  }

  return (theta, index) => {
    const sample = samples[index];
    const followed = misses < mostMisses ? follow(theta, sample) : undefined;
    if (followed) return { ok: true, value: followed };
    const trace = traceGraph(load, shape, theta, ofSample(sample));
    if (!trace.ok) return trace;
    const { recordedCall, graph, ...rest } = trace.value;
    const { places, ...slotted } = withSlots(graph);
    const traced = { ...rest, ...slotted };
    if (traced.text !== undefined) return { ok: true, value: traced };
    const ends = { inputCount: theta.length, output: graph.outputs[0]! };
    const call = recordedCall(ends, places);
    if (call) {
      known.unshift({ traced, call, slots: slotted.slots });
      known.splice(mostKnown);
    }
    return { ok: true, value: traced };
  };
}
