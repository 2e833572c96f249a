import type { TraceResult } from "../../objective/tracedFunction";
import { LocatedError } from "../../text/place";
import type { Interpreter, InterpreterReply, Printed } from "../platform";
import type { CallArgument } from "./callArguments";
import { faultOf } from "./faults";
import { ForeseenValues } from "./foreseenValues";
import type { SentProgram } from "./lowering/readProgram";
import type { ModuleSource } from "./moduleSource";

/** Lines printed that are kept. */
const mostLines = 1000;

/** Numbers of points that are sent at once. */
const mostForeseen = 1 << 20;

/** What was loaded last in an interpreter: it holds one function at a time, and none once it was started again. */
const current = new WeakMap<Interpreter, LoadedFunction>();

/** Statements of the file's top level that were not run. */
export interface Omitted {
  readonly line: number;
  readonly endLine: number;
}

/** Why a call could not be traced, as the interpreter tells it. */
interface Escape {
  readonly reason: string;
  readonly file?: string;
  readonly line?: number;
}

/** What the file calls its samples: how many, or the kind of thing that has none. */
type SentSamples = { readonly count: number } | { readonly kind: string };

/** Samples whose calls differ in constants alone. */
export interface SentGroup {
  /** Over θ, then the slots. */
  readonly program: SentProgram;
  readonly samples: readonly number[];
  /** The same for programs that are the same. */
  readonly key: string;
  /** Bytes of the blob: the program's tables, then the slots of each sample. */
  readonly table: number;
  readonly slots: number;
}

export interface SentGroups {
  readonly groups: readonly SentGroup[];
  readonly blob: ArrayBuffer;
}

/** A function in the interpreter, loaded again whenever that holds another one or none. */
export class LoadedFunction {
  readonly printed = { lines: [] as string[], count: 0 } satisfies Printed;
  omitted: readonly Omitted[] = [];
  /** The object or the call by which a method or a nested function was reached. */
  by: string | undefined;
  /** How many samples the loss is a mean over; undefined where it is none. */
  sampleCount: number | undefined;
  /** Whether it computes with tensors, whose library has a gradient of its own. */
  takesTensors = false;
  private arguments: readonly CallArgument[] | undefined;
  private readonly foreseen = new ForeseenValues();

  /** Throws a `LocatedError` when the file cannot be loaded. `data` are expressions of what the module binds. */
  constructor(
    private readonly interpreter: Interpreter,
    private readonly source: ModuleSource,
    private readonly data: readonly string[],
    private readonly onCall: () => void,
  ) {
    this.load();
  }

  /** Says what the function is called with from now on. */
  prepare(values: readonly CallArgument[]): void {
    this.arguments = values;
    this.foreseen.clear();
    if (current.get(this.interpreter) === this) this.sendArguments();
    else this.load();
  }

  /** The value; over samples, the mean over all or some of them. Throws a `LocatedError` when the function does. */
  value(theta: Float64Array, samples?: Iterable<number>): number {
    const known = samples === undefined ? this.foreseen.take(theta) : undefined;
    if (known !== undefined) return known;
    this.onCall();
    const some = samples === undefined ? {} : { samples: [...samples] };
    return numbersOf(this.ask({ request: "value", ...some }, theta))[0]!;
  }

  /** Has the values at points that will be asked for next computed in one request, as far as that takes no long time. */
  foresee(wanted: readonly Float64Array[]): void {
    this.foreseen.clear();
    const dimension = Math.max(1, wanted[0]?.length ?? 0);
    const points = wanted.slice(0, Math.floor(mostForeseen / dimension));
    if (points.length === 0) return;
    this.onCall();
    const numbers = new Float64Array(points.length * dimension);
    points.forEach((point, k) => numbers.set(point, k * dimension));
    this.foreseen.keep(points, numbersOf(this.ask({ request: "values" }, numbers)));
  }

  /** Value and gradient of the loss or of one sample, by reverse mode in the interpreter or by the tensors' library. */
  gradient(theta: Float64Array, gradient: Float64Array, sample?: number): TraceResult<number> {
    this.onCall();
    const one = sample === undefined ? {} : { sample };
    const reply = this.ask({ request: "gradient", ...one }, theta);
    const failure = failureOf(reply);
    if (failure !== undefined) return failure;
    if (reply.answer!["method"] === "differences") {
      return { ok: false, failure: { reason: "there is no NumPy to differentiate with" } };
    }
    const numbers = numbersOf(reply);
    gradient.set(numbers.subarray(1));
    return { ok: true, value: numbers[0]! };
  }

  /** The program of one call, with the value that it gave. */
  trace(theta: Float64Array): TraceResult<{ head: SentProgram; blob: ArrayBuffer; value: number }> {
    this.onCall();
    const reply = this.ask({ request: "trace" }, theta);
    const failure = failureOf(reply);
    if (failure !== undefined) return failure;
    const { program, valueAt } = reply.answer as { program: SentProgram; valueAt: number };
    const [value] = new Float64Array(reply.data, valueAt, 1);
    return { ok: true, value: { head: program, blob: reply.data, value: value! } };
  }

  /** The programs of calls with some of the samples, all unless given: see `SampleGroups` of the interpreter's program. */
  traceSamples(theta: Float64Array, samples?: Iterable<number>): TraceResult<SentGroups> {
    this.onCall();
    const some = samples === undefined ? {} : { samples: [...samples] };
    const reply = this.ask({ request: "traceSamples", ...some }, theta);
    const { groups } = reply.answer as { groups: SentGroup[] };
    return failureOf(reply) ?? { ok: true, value: { groups, blob: reply.data } };
  }

  /** Asks with this function in place. Where another request ended the interpreter, asks the new one. */
  private ask(head: Readonly<Record<string, unknown>>, data?: Float64Array): InterpreterReply {
    if (current.get(this.interpreter) !== this) this.load();
    return this.send(head, data);
  }

  private load(): void {
    const { function: name, samples, ...files } = this.source;
    const expressions = samples === undefined ? this.data : [...this.data, samples];
    const data = expressions.flatMap((expression) => expression.match(/^[^\W\d]\w*/u) ?? []);
    const reply = this.send({ request: "load", ...files, function: name, data });
    const { omitted = [], by } = reply.answer as { omitted?: Omitted[]; by?: string };
    this.omitted = omitted;
    this.by = by;
    current.set(this.interpreter, this);
    if (this.arguments) this.sendArguments();
  }

  /** Throws a `LocatedError` where the samples are none. */
  private sendArguments(): void {
    const { samples } = this.source;
    const sampled = samples === undefined ? {} : { samples };
    const reply = this.send({ request: "prepare", arguments: this.arguments, ...sampled });
    this.takesTensors = reply.answer!["tensors"] === true;
    if (samples !== undefined) this.sampleCount = countOf(reply.answer!["samples"] as SentSamples);
  }

  private send(head: Readonly<Record<string, unknown>>, data?: Float64Array): InterpreterReply {
    const reply = this.interpreter.request(head, data);
    this.print(reply.printed);
    if (!reply.fault) return reply;
    if (isEnding(reply.fault.kind)) current.delete(this.interpreter);
    throw faultOf(reply.fault);
  }

  private print(texts: readonly string[]): void {
    const lines = texts.join("").split("\n");
    if (lines.at(-1) === "") lines.pop();
    this.printed.count += lines.length;
    this.printed.lines.push(...lines.slice(0, mostLines - this.printed.lines.length));
  }
}

/** After these the interpreter may have been started again. */
function isEnding(kind: string): boolean {
  return ["timeout", "memory", "ended", "missing"].includes(kind);
}

function countOf(samples: SentSamples): number {
  const refused = (message: string): LocatedError =>
    new LocatedError(message, "unsupported", undefined, "samples");
  if ("kind" in samples) {
    throw refused(`samples must name a list or an array, and this is a ${samples.kind}`);
  }
  if (samples.count === 0) throw refused("the list of samples is empty");
  return samples.count;
}

function failureOf(
  reply: InterpreterReply,
): { ok: false; failure: { reason: string } } | undefined {
  const escape = reply.answer?.["escape"] as Escape | undefined;
  if (escape === undefined) return undefined;
  const { reason, file, line } = escape;
  const place =
    file !== undefined && line !== undefined ? { place: { file, line, column: 1 } } : {};
  return { ok: false, failure: { reason, ...place } };
}

function numbersOf({ data }: InterpreterReply): Float64Array {
  return new Float64Array(data);
}
