import type { TraceResult } from "../../objective/tracedFunction";
import type { Interpreter, InterpreterReply, Printed } from "../platform";
import type { CallArgument } from "./callArguments";
import { faultOf } from "./faults";
import type { SentProgram } from "./lowering/readProgram";
import type { ModuleSource } from "./moduleSource";

/** Lines printed that are kept. */
const mostLines = 1000;

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

/** A function in the interpreter, loaded again whenever that holds another one or none. */
export class LoadedFunction {
  readonly printed = { lines: [] as string[], count: 0 } satisfies Printed;
  omitted: readonly Omitted[] = [];
  private arguments: readonly CallArgument[] | undefined;

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
    if (current.get(this.interpreter) === this) this.sendArguments();
    else this.load();
  }

  /** Throws a `LocatedError` when the function does. */
  value(theta: Float64Array): number {
    this.onCall();
    return numbersOf(this.ask({ request: "value" }, theta))[0]!;
  }

  /** Value and gradient by reverse mode in the interpreter. */
  gradient(theta: Float64Array, gradient: Float64Array): TraceResult<number> {
    this.onCall();
    const reply = this.ask({ request: "gradient" }, theta);
    const failure = failureOf(reply);
    if (failure !== undefined) return failure;
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

  /** Asks with this function in place. Where another request ended the interpreter, asks the new one. */
  private ask(head: Readonly<Record<string, unknown>>, data?: Float64Array): InterpreterReply {
    if (current.get(this.interpreter) !== this) this.load();
    return this.send(head, data);
  }

  private load(): void {
    const { function: name, ...files } = this.source;
    const data = this.data.flatMap((expression) => expression.match(/^[^\W\d]\w*/u) ?? []);
    const reply = this.send({ request: "load", ...files, function: name, data });
    this.omitted = (reply.answer as { omitted?: Omitted[] }).omitted ?? [];
    current.set(this.interpreter, this);
    if (this.arguments) this.sendArguments();
  }

  private sendArguments(): void {
    this.send({ request: "prepare", arguments: this.arguments });
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
