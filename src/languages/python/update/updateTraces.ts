import { evaluate } from "../../../graph/interpreter";
import { replayTraced } from "../../../tracing/replayTraced";
import { isTraced } from "../../../tracing/traced";
import type { LoadedUpdate, UpdateTrace } from "./loadedUpdate";
import { answerOf, keyOf, type UpdateCall } from "./updateCall";

/** Ways through an update that are kept; one that takes more is called in the interpreter. */
const mostTraces = 16;

/** What a trace and the update give at one point differ by at most: powers and exponentials round in two ways. */
const tolerance = 1e-12;

/**
 * An update by its recordings: they are computed here, for a question to the interpreter takes longer than a step. Each is
 * compared with the update where it is made, and at calls 4, 16, 64 … once more.
 */
export class UpdateTraces {
  private readonly traces = new Map<string, UpdateTrace[]>();
  private calls = 0;
  private cannot = false;

  constructor(
    private readonly name: string,
    private readonly update: LoadedUpdate,
  ) {}

  /** What the update answers at plain numbers. */
  answer(call: UpdateCall): unknown {
    if (call.state === null || this.cannot) return this.update.call(call);
    const known = this.known(call);
    if (known === undefined) return this.add(call);
    if (isDue(++this.calls)) this.compare(known, this.update.call(call));
    return known;
  }

  /** The same of traced numbers. Throws where the update was not recorded as one way for all numbers. */
  replay(call: UpdateCall): unknown {
    if (!call.values.some(isTraced)) return this.answer(call);
    const [only, ...others] = this.traces.get(keyOf(call)) ?? [];
    if (this.cannot || only === undefined || others.length > 0 || only.graph.guards.length > 0) {
      throw new Error(`${this.name} is not one recording`);
    }
    const outputs = replayTraced(only.graph, call.values);
    return answerOf(only.paths.map((path, k) => [path, outputs[k]]));
  }

  private known(call: UpdateCall): unknown {
    for (const { graph, paths } of this.traces.get(keyOf(call)) ?? []) {
      const { outputs, missedGuard } = evaluate(graph, call.values as readonly number[]);
      if (missedGuard < 0) return answerOf(paths.map((path, k) => [path, outputs[k]]));
    }
    return undefined;
  }

  /** Records the way that a call takes; gives the update's own answer. */
  private add(call: UpdateCall): unknown {
    const answer = this.update.call(call);
    const traced = this.update.trace(call);
    const key = keyOf(call);
    const traces = this.traces.get(key) ?? [];
    this.traces.set(key, traces);
    if (!traced.ok || traces.length >= mostTraces) {
      this.cannot = true;
      return answer;
    }
    traces.unshift(traced.value);
    const known = this.known(call);
    // A recording that does not hold where it was made is of code that answers differently each time, or follows text.
    if (known === undefined || difference(known, answer) !== undefined) this.cannot = true;
    return this.cannot ? answer : known;
  }

  private compare(known: unknown, answer: unknown): void {
    const found = difference(known, answer);
    if (found === undefined) return;
    const { path, values } = found;
    throw new Error(
      `${this.name} returned ${path} = ${values[1]} where it had returned ${values[0]} for the same step: what it remembers belongs in its state`,
    );
  }
}

/** Calls 4, 16, 64, … */
function isDue(call: number): boolean {
  return call >= 4 && Number.isInteger(Math.log2(call) / 2);
}

/** The first field in which answers differ. */
function difference(
  known: unknown,
  answer: unknown,
): { readonly path: string; readonly values: readonly [string, string] } | undefined {
  const [mine, theirs] = [fieldsOf(known), fieldsOf(answer)];
  for (const path of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(path), theirs.get(path)];
    if (isClose(a, b)) continue;
    return { path, values: [String(a), String(b)] };
  }
  return undefined;
}

function isClose(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "number" || typeof b !== "number") return false;
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

function fieldsOf(answer: unknown): ReadonlyMap<string, unknown> {
  if (typeof answer !== "object" || answer === null) return new Map([["", answer]]);
  const entries = Object.entries(answer as Readonly<Record<string, unknown>>).flatMap(
    ([name, value]): [string, unknown][] => {
      if (name !== "state" || typeof value !== "object" || value === null) return [[name, value]];
      return Object.entries(value).map(([key, one]) => [`state.${key}`, one]);
    },
  );
  return new Map(entries);
}
