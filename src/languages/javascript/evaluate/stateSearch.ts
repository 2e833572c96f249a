import {
  findHiddenState,
  statelessTrace,
  touchesState,
  type LoadListening,
  type StateFindings,
  type StatelessTrace,
} from "./hiddenState";
import { lift, type Lifted } from "../lift/lift";
import { loadLifted, type LoadedModule } from "./load";
import type { BundledCode } from "./locate";
import { stateError } from "./plainFunction";
import type { PlainFunction } from "../../../objective/tracedFunction";
import type { Intrinsics } from "../realm/realm";
import type { Realm } from "../../platform";
import type { CallShape } from "./trace";

/** What to look for hidden state in. */
export interface StateSearchRequest {
  readonly realm: Realm;
  readonly intrinsics: Intrinsics;
  readonly bundle: BundledCode;
  readonly shape: CallShape;
  readonly theta: Float64Array;
  readonly sampled: boolean;
  /** False where nothing is to be traced: then the text and the values alone tell. */
  readonly traces: boolean;
  /** Does what calls lifted code. */
  readonly deriving: <T>(work: () => T) => T;
}

/** Whether and where calls of a function leave something behind for later calls. */
export interface StateSearch {
  /** Calls write to something that outlives them, be it used later or not. */
  readonly mayBe: boolean;
  /** The trace at the start, where looking for such calls has already made it. */
  readonly firstTrace: StatelessTrace | undefined;
  /** What earlier calls leave behind, as far as tracing shows it. */
  readonly find: () => StateFindings;
  /**
   * The lifted module, evaluated anew, with functions of its run-time replaced. Throws a
   * `LocatedError` or a `SyntaxError`.
   */
  readonly loadLifted: (replaced?: Readonly<Record<string, unknown>>) => LoadedModule;
}

/** Looks through the text first, then calls what may keep something. */
export function createStateSearch(request: StateSearchRequest): StateSearch {
  const { realm, intrinsics, bundle, shape, theta, sampled, traces, deriving } = request;
  let text: Lifted | undefined;
  const lifted = (): Lifted => (text ??= lift(bundle.code));
  const load: LoadListening = (calls) => loadLifted(realm, intrinsics, bundle, lifted(), calls);
  let mayBe: boolean | undefined;
  let firstTrace: StatelessTrace | undefined;

  function touches(): boolean {
    try {
      if (!lifted().mayKeepState) return false;
      if (!traces) return true;
      firstTrace = deriving(() => statelessTrace(load, shape, theta, sampled));
      return !firstTrace && deriving(() => touchesState(load, shape, theta, sampled));
    } catch {
      // What cannot be lifted or called this way is looked at by its values alone.
      return true;
    }
  }

  return {
    get mayBe() {
      return (mayBe ??= touches());
    },
    get firstTrace() {
      return firstTrace;
    },
    find() {
      try {
        return traces ? deriving(() => findHiddenState(load, shape, theta, sampled)) : {};
      } catch {
        return {};
      }
    },
    loadLifted: (replaced) => loadLifted(realm, intrinsics, bundle, lifted(), replaced),
  };
}

/**
 * Throws a `LocatedError` if the value depends on earlier calls: as the trace of several calls shows,
 * or because a module that has been called at other points gives another value than a new one.
 */
export function refuteState(
  state: StateSearch,
  load: () => PlainFunction,
  theta: Float64Array,
): void {
  const found = state.find();
  if (found.state) throw stateError("the value depends on earlier calls", found);
  const used = load();
  for (const point of [theta, moved(theta, theta.length), moved(theta, 1), theta]) {
    const after = outcome(used, point);
    const anew = outcome(load(), point);
    if (!Object.is(after, anew)) {
      throw stateError(`a first call gave ${anew}, and after calls elsewhere ${after}`, found);
    }
  }
}

/** A point a little beside θ in its first `count` numbers. */
function moved(theta: Float64Array, count: number): Float64Array {
  return theta.map((x, i) => (i < count ? x - 0.07 * Math.max(0.5, Math.abs(x)) : x));
}

/** The value, or what was thrown, as a text. */
function outcome(plain: PlainFunction, theta: Float64Array): number | string {
  try {
    return plain.value(theta);
  } catch (thrown) {
    return `an error (${(thrown as Error).message})`;
  }
}
