import { MessageChannel, receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import type { Interpreter, InterpreterReply } from "../../../languages/platform";

/** A request as it goes to the main thread. */
export interface SentRequest {
  readonly head: Readonly<Record<string, unknown>>;
  readonly data: Float64Array | undefined;
}

/** What the worker is given to reach the interpreter: a port, and a word to wait at. */
export interface InterpreterLine {
  readonly port: MessagePort;
  readonly flag: SharedArrayBuffer;
}

/** A line between the main thread and its worker: an end for each. */
export function createInterpreterLine(): { here: InterpreterLine; there: InterpreterLine } {
  const { port1, port2 } = new MessageChannel();
  const flag = new SharedArrayBuffer(4);
  return { here: { port: port1, flag }, there: { port: port2, flag } };
}

/**
 * The interpreter as the worker sees it: a request blocks the thread until the main thread, which does all reading and
 * writing, has put the answer on the port and woken it.
 */
export function interpreterAt({ port, flag }: InterpreterLine): Interpreter {
  const answered = new Int32Array(flag);
  return {
    request(head, data) {
      Atomics.store(answered, 0, 0);
      port.postMessage({ head, data } satisfies SentRequest);
      Atomics.wait(answered, 0, 0);
      const received = receiveMessageOnPort(port) as { message: InterpreterReply } | undefined;
      if (!received) throw new Error("the interpreter's answer did not arrive");
      return received.message;
    },
  };
}
