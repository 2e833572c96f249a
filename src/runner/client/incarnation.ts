import type { ChildProcess } from "node:child_process";
import { createBirpc, type BirpcReturn } from "birpc";
import { batched, unbatched } from "../../protocol/batch";
import type { RunnerCalls, RunnerEvents, RunSlice } from "../../protocol/runner";
import type { Limits, SupervisorEvents, Verdict } from "../../protocol/supervision";
import { Pulse } from "./pulse";
import { killRunner, startRunner, type Ending } from "./runnerProcess";

export type Wire = BirpcReturn<RunnerCalls, RunnerEvents & SupervisorEvents>;

/** One process of the runner. */
export interface Incarnation {
  readonly child: ChildProcess;
  readonly wire: Wire;
  readonly pulse: Pulse;
  /** Sessions whose objective this process holds. */
  readonly opened: Set<string>;
  /** Why the process ended itself. */
  verdict: Verdict | undefined;
  /** Is the process gone? Calls that fail before did so in it. */
  isOver: boolean;
  /** Resolves once the process has ended and everything it said has been heard. */
  readonly ended: Promise<Ending>;
}

/** What a process is started with. */
export interface RunnerSettings {
  readonly limits: Limits;
  /** The interpreter for Python that the person chose. */
  readonly python: string | undefined;
}

/** Who wants to know what a process says unasked. */
export interface IncarnationListener {
  readonly onSlice: (slice: RunSlice) => void;
  /** User code may turn out not to come to an end. */
  readonly onStuck: () => void;
  /** A line for the log. */
  readonly log: (line: string) => void;
}

/** Starts a process of the runner, which is ended after `mostSilence` milliseconds without a sign of life. */
export function startIncarnation(
  script: string,
  { limits, python }: RunnerSettings,
  mostSilence: number,
  { onSlice, onStuck, log }: IncarnationListener,
): Incarnation {
  const child = startRunner(script, {
    OPTIMIZER_LENS_LIMITS: JSON.stringify(limits),
    ...(python !== undefined && { OPTIMIZER_LENS_PYTHON: python }),
  });
  const functions: RunnerEvents & SupervisorEvents = {
    slice: onSlice,
    stuck: onStuck,
    verdict: (verdict) => {
      incarnation.verdict = verdict;
    },
  };
  const wire = createBirpc<RunnerCalls, RunnerEvents & SupervisorEvents>(functions, {
    post: batched((batch) => {
      if (child.connected) child.send(batch);
    }, setImmediate),
    on: (listener) => child.on("message", (received) => unbatched(received).forEach(listener)),
    timeout: -1,
    eventNames: [],
  });
  child.stderr
    ?.setEncoding("utf8")
    .on("data", (text: string) => log(`runner: ${text.trimEnd().slice(0, 2000)}`));
  const ended = endOf(child, log).then((ending) => {
    killRunner(child);
    incarnation.isOver = true;
    wire.$close(new Error("the runner ended"));
    return ending;
  });
  const incarnation: Incarnation = {
    ...{ child, wire, pulse: new Pulse(() => wire.pulse(), mostSilence) },
    ...{ opened: new Set<string>(), verdict: undefined, isOver: false, ended },
  };
  return incarnation;
}

/** The channel closes after its last message, so by then a verdict has been heard. */
async function endOf(child: ChildProcess, log: (line: string) => void): Promise<Ending> {
  const exited = new Promise<Ending>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      log(`runner: ${error.message}`);
      resolve({ code: null, signal: null });
    });
  });
  const disconnected = new Promise<void>((resolve) => {
    child.once("disconnect", resolve);
    child.once("error", () => resolve());
  });
  const [ending] = await Promise.all([exited, disconnected]);
  return ending;
}
