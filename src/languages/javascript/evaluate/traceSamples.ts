import { withSlotsOfLoops } from "../../../graph/loopSlots";
import { withSlots } from "../../../graph/slots";
import type { TracedSample, TraceResult } from "../../../objective/tracedFunction";
import type { AlikeRecorder } from "../../../tracing/alikeRecorder";
import { choicesOf, joinedCall, withChosen, type Choices } from "../../../tracing/joinedCalls";
import type { RecordedCall } from "../../../tracing/recordedCall";
import type { LoadedModule } from "./load";
import { followSample, ofSample, traceGraph, type CallShape } from "./trace";

/** Recorded calls that are tried with a sample. */
const mostKnown = 16;
/** Samples that followed none of them before they are no longer tried. */
const mostMisses = 64;
/** Samples in a row that followed none, and are no choices of others, before no further ones are looked at beforehand. */
const mostUnlike = 2;

interface Known {
  readonly traced: TracedSample;
  readonly call: RecordedCall;
  /** What samples choose among that the graph is yet to be made for. */
  readonly pending?: Choices;
}

interface Followed {
  readonly known: Known;
  readonly recorder: AlikeRecorder;
}

/**
 * Traces samples one by one. Most do the same as one before, with other numbers: such a call is compared with the recorded
 * one as it goes, which takes a hundredth of the time. Calls that differ in which of their own values they read, as by a
 * label, are made one that chooses.
 */
export class SampleTracer {
  /** The one that was followed last first. */
  private readonly known: Known[] = [];
  private misses = 0;
  /** The samples that were looked at beforehand last. */
  private looked: Int32Array | undefined;
  /** Looking at samples beforehand shows nothing new. */
  private isSettled = false;
  /** A sample is a recurrence over time, which is shorter as a scan than what it does is to follow. */
  private isRecurrent = false;

  constructor(
    private readonly load: () => LoadedModule,
    private readonly shape: CallShape,
    private readonly samples: readonly unknown[],
  ) {}

  /** The trace of a sample at θ; `wanted` are those that are likely to be asked for next. */
  trace(theta: Float64Array, index: number, wanted?: Int32Array): TraceResult<TracedSample> {
    const mayLook = !this.isSettled && !this.isRecurrent;
    if (wanted && wanted !== this.looked && mayLook) this.look(theta, wanted);
    const traced = this.followed(theta, index);
    if (traced) return { ok: true, value: traced };
    const recorded = this.record(theta, index);
    const joined = this.known.some(({ pending }) => pending) && this.followed(theta, index);
    return joined ? { ok: true, value: joined } : recorded;
  }

  /** Finds out what samples choose among before a program is made for each of their choices. */
  private look(theta: Float64Array, wanted: Int32Array): void {
    this.looked = wanted;
    let [unlike, isNew] = [0, false];
    for (const index of wanted) {
      const followed = this.follow(theta, index);
      if (followed) {
        const unknown = followed.recorder.unknownChoices;
        isNew ||= unknown.size > 0;
        this.widen(followed.known, unknown);
      } else {
        const { length } = this.known;
        if (!this.record(theta, index).ok || this.isRecurrent) return;
        isNew = true;
        unlike = this.known.length > length ? unlike + 1 : 0;
        if (unlike > mostUnlike) break;
      }
    }
    this.isSettled = !isNew || unlike > mostUnlike;
  }

  /** The trace of a sample that does what others did, or chooses among what they chose. */
  private followed(theta: Float64Array, index: number): TracedSample | undefined {
    this.join();
    const first = this.follow(theta, index);
    if (!first) return undefined;
    this.widen(first.known, first.recorder.unknownChoices);
    const isWidened = this.join();
    const { known, recorder } = (isWidened ? this.follow(theta, index) : first) ?? first;
    if (recorder.unknownChoices.size > 0 || known.pending) return undefined;
    const { magnitude, choice } = recorder;
    return { ...known.traced, magnitude, choice, slots: recorder.slots(known.traced.slots) };
  }

  private follow(theta: Float64Array, index: number): Followed | undefined {
    const { known, load, shape, samples } = this;
    if (known.length === 0 || this.misses >= mostMisses) return undefined;
    const calls = known.map(({ call }) => call);
    const recorder = followSample(load(), shape, theta, samples[index], calls);
    const found = recorder && known.find(({ call }) => call === recorder.call);
    if (!found) {
      this.misses++;
      return undefined;
    }
    this.misses = 0;
    known.splice(known.indexOf(found), 1);
    known.unshift(found);
    return { known: found, recorder };
  }

  /** Records a sample by itself, for others to follow. */
  private record(theta: Float64Array, index: number): TraceResult<TracedSample> {
    const sample = this.samples[index];
    const choice = this.isRecurrent ? { samples: [sample] } : ofSample(sample);
    const trace = traceGraph(this.load, this.shape, theta, choice);
    if (!trace.ok) return trace;
    const { recordedCall, rolled, graph, ...rest } = trace.value;
    const inLoops = rolled();
    this.isRecurrent ||= inLoops.scans.length > 0;
    if (inLoops.axes.length > 0) {
      return { ok: true, value: { ...rest, ...withSlotsOfLoops(inLoops) } };
    }
    const { places, ...slotted } = withSlots(graph);
    const traced = { ...rest, ...slotted };
    const ends = { inputCount: theta.length, output: graph.outputs[0]! };
    const call = traced.text === undefined ? recordedCall(ends, places) : undefined;
    if (call) this.remember({ traced, call });
    return { ok: true, value: traced };
  }

  private remember(recorded: Known): void {
    for (const known of this.known) {
      const choices = choicesOf(known.call, recorded.call);
      if (!choices) continue;
      this.replace(known, choosing(known, choices));
      return;
    }
    this.known.unshift(recorded);
    this.known.splice(mostKnown);
  }

  /** Lets a call choose among further values, as far as it may. */
  private widen(known: Known, unknown: ReadonlyMap<number, number>): void {
    if (unknown.size === 0) return;
    const choices = withChosen(known.call, unknown);
    if (choices) this.replace(known, choosing(known, choices));
  }

  /** Makes the graphs of calls that choose among more than they did. Returns whether there were any. */
  private join(): boolean {
    const open = this.known.filter(({ pending }) => pending);
    for (const known of open) {
      const joined = joinedCall(known.call, known.pending!);
      const { traced } = known;
      if (joined)
        this.replace(known, { traced: { ...traced, ...joined.slotted }, call: joined.call });
      else this.known.splice(this.known.indexOf(known), 1);
    }
    return open.length > 0;
  }

  private replace(known: Known, other: Known): void {
    this.known[this.known.indexOf(known)] = other;
  }
}

/** A call that is taken to choose, before its graph does. */
function choosing({ traced, call }: Known, pending: Choices): Known {
  const choices = new Map(
    [...pending].map(([place, values]) => [place, { values, firstSlot: -1 }] as const),
  );
  return { traced, call: { ...call, choices }, pending };
}
