import type { Graph } from "../../../graph/graph";
import type { TraceResult } from "../../../objective/tracedFunction";
import type { Interpreter, InterpreterReply } from "../../platform";
import { faultOf } from "../faults";
import { lowerOutputs } from "../lowering/lowerProgram";
import { readProgram, type SentProgram } from "../lowering/readProgram";
import type { ModuleSource } from "../moduleSource";
import { lowered } from "../traceProgram";
import { answerOf, type UpdateCall } from "./updateCall";

/** One way through an update: a graph whose outputs are the fields of the answer. */
export interface UpdateTrace {
  readonly paths: readonly (readonly string[])[];
  readonly graph: Graph;
}

let keys = 0;

/** An update in the interpreter, loaded there when it is first asked for and again where it is not known any more. */
export class LoadedUpdate {
  private readonly key = `${++keys}`;
  private isLoaded = false;

  constructor(
    private readonly interpreter: Interpreter,
    private readonly source: ModuleSource,
    private readonly onCall: () => void,
  ) {}

  /** What the update answers; what is no number in it is of a kind that says so. Throws a `LocatedError` when it does. */
  call(call: UpdateCall): unknown {
    const reply = this.ask("update", call);
    const numbers = new Float64Array(reply.data).values();
    const fields = reply.answer!["fields"] as [readonly string[], string | null][];
    return answerOf(
      fields.map(([path, kind]) => [path, kind === null ? numbers.next().value : ofKind(kind)]),
    );
  }

  /** One call recorded, at plain numbers. */
  trace(call: UpdateCall): TraceResult<UpdateTrace> {
    const { answer, data } = this.ask("traceUpdate", call);
    const escape = answer!["escape"] as { readonly reason: string } | undefined;
    if (escape) return { ok: false, failure: { reason: escape.reason } };
    const { program, paths, outputs } = answer as unknown as {
      readonly program: SentProgram;
      readonly paths: readonly (readonly string[])[];
      readonly outputs: readonly number[];
    };
    return lowered(() => ({ paths, graph: lowerOutputs(readProgram(program, data), outputs) }));
  }

  private ask(request: string, { values, ...described }: UpdateCall): InterpreterReply {
    if (!this.isLoaded) this.load();
    this.onCall();
    const head = { request, key: this.key, ...described };
    const numbers = Float64Array.from(values as readonly number[]);
    const reply = this.send(head, numbers);
    if (reply.answer?.["unknown"] !== true) return reply;
    // The interpreter was started again.
    this.load();
    return this.send(head, numbers);
  }

  private load(): void {
    this.isLoaded = true;
    this.send({ request: "loadUpdate", key: this.key, ...this.source });
  }

  private send(head: Readonly<Record<string, unknown>>, data?: Float64Array): InterpreterReply {
    const reply = this.interpreter.request(head, data);
    if (reply.fault) throw faultOf(reply.fault);
    return reply;
  }
}

/** A value of a kind that an answer should not have. */
function ofKind(kind: string): unknown {
  const values: Readonly<Record<string, unknown>> = {
    ...{ null: null, boolean: true, string: "", number: 0 },
  };
  return kind in values ? values[kind] : {};
}
