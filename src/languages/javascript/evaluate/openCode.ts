import { createObjective, type CodeObjective } from "../../../objective/createObjective";
import type {
  PlainFunction,
  TracedFunction,
  TraceOptions,
  TraceResult,
} from "../../../objective/tracedFunction";
import { readIntrinsics } from "../realm/realm";
import type { ArgumentStructure } from "../../lossFunction";
import type { EvaluatorPlatform, Realm } from "../../platform";
import { findFirstDifference } from "./firstDifference";
import { loadPlain, type LoadedModule } from "./load";
import type { BundledCode } from "./locate";
import { findNonFinite } from "./nonFinite";
import { checkFirstCalls, createPlainFunction, type CalledFunction } from "./plainFunction";
import { sampleList } from "./sampleList";
import { createStateSearch, refuteState, type StateSearch } from "./stateSearch";
import { locatedError } from "./thrown";
import { ofSample, traceGraph, traceTape, type CallShape, type RecordedGraph } from "./trace";
import { SampleTracer } from "./traceSamples";

/** The bundled module of a function, and what to call the function with. */
export interface CodeRequest {
  readonly bundle: BundledCode;
  readonly realm: Realm;
  readonly arguments: readonly ArgumentStructure[];
  /** θ⁰, the numbers of the arguments. */
  readonly start: readonly number[];
  /** The bundle exposes an array of samples: the loss is the mean over them. */
  readonly sampled?: boolean;
  /** Who watches how long the code takes; nobody unless told. */
  readonly platform?: Pick<EvaluatorPlatform, "calling" | "loading" | "deriving">;
  /** Why not to trace it. */
  readonly untraced?: string | undefined;
}

const unwatched: NonNullable<CodeRequest["platform"]> = {
  calling: (call) => call(),
  loading: (load) => load(),
  deriving: (work) => work(),
};

interface LoadedFunction {
  readonly module: LoadedModule;
  readonly plain: CalledFunction;
}

/**
 * Evaluates a bundle and makes the objective of its function.
 *
 * Throws a `LocatedError` when the function throws at the start, returns anything but a number, or gives different
 * numbers for the same arguments; later evaluations throw one when the function does.
 */
export function openCode(request: CodeRequest): CodeObjective {
  const {
    bundle,
    realm,
    arguments: args,
    sampled = false,
    untraced,
    platform = unwatched,
  } = request;
  const intrinsics = readIntrinsics(realm);
  const theta = Float64Array.from(request.start);
  const load = (): LoadedFunction => {
    const module = platform.loading(() => loadPlain(realm, intrinsics, bundle));
    return { module, plain: createPlainFunction(module, args, sampled, platform.calling) };
  };
  const { module, plain } = load();
  const shape = { arguments: args, intrinsics };
  const { deriving } = platform;
  const traces = untraced === undefined;
  const search = { realm, intrinsics, bundle, shape, theta, sampled, traces, deriving };
  const state = createStateSearch(search);
  const { loss, warnings } = checkFirstCalls(module, plain, args, theta, state.find);
  if (state.mayBe) refuteState(state, () => load().plain, theta);
  return createObjective({
    start: theta,
    plain,
    startLoss: loss,
    warnings,
    untraced,
    deriving,
    prepareTrace: () => liftedFunction(plain, shape, state, { sampled, start: theta }),
    nonFiniteCause: (at) => findNonFinite({ realm, bundle, shape, sampled }, at),
  });
}

type Traced = TraceResult<RecordedGraph> | undefined;

/** The function as its lifted code can be traced. Throws a `LocatedError` when it cannot be lifted. */
function liftedFunction(
  plain: PlainFunction,
  shape: CallShape,
  state: StateSearch,
  { sampled, start }: { readonly sampled: boolean; readonly start: Float64Array },
): TracedFunction {
  try {
    let { firstTrace } = state;
    const lifted = firstTrace?.module ?? state.loadLifted();
    const samples = sampled ? sampleList(lifted) : undefined;
    /** Anew where calls keep what a later one would find. */
    const load = state.mayBe ? (): LoadedModule => state.loadLifted() : (): LoadedModule => lifted;
    const chosen = (sample: number | undefined): readonly unknown[] | undefined =>
      sample === undefined ? samples : [samples![sample]];
    const tracer = samples && new SampleTracer(load, shape, samples);
    /** What the search for state has traced already, once: it may be large. */
    const takeFirst = (theta: Float64Array, { sample, mayMerge }: TraceOptions): Traced => {
      const isFirst = mayMerge !== false && sample === (sampled ? 0 : undefined);
      if (!firstTrace || !isFirst || theta.some((x, i) => !Object.is(x, start[i])))
        return undefined;
      const { trace } = firstTrace;
      firstTrace = undefined;
      return trace;
    };
    return {
      plain,
      trace: (theta, options = {}) => {
        const { sample, mayMerge = true } = options;
        const choice =
          sample === undefined ? { samples } : ofSample((samples as readonly unknown[])[sample]);
        return takeFirst(theta, options) ?? traceGraph(load, shape, theta, { ...choice, mayMerge });
      },
      ...(tracer && {
        traceSample: (theta, index, wanted) => tracer.trace(theta, index, wanted),
      }),
      record: (theta, gradient, sample) =>
        traceTape(load(), shape, theta, chosen(sample), gradient),
      firstDifference: (theta) => findFirstDifference(state.loadLifted, shape, theta, samples),
    };
  } catch (thrown) {
    throw locatedError(thrown, []);
  }
}
