// runner/client: the runner as its users see it.
// What enters: requests to open, run and answer. What leaves: promises of results, and slices of rows. A process that dies
// is started again with all its sessions, up to a limit (`incarnation.ts` is one life of it).
// Who may call: host and command line.

import type { Problem } from "../../protocol/problem";
import type { Ask } from "../../protocol/question";
import type {
  Opened,
  OpenRequest,
  RowsRequest,
  RunRequest,
  RunsEnded,
  RunSlice,
} from "../../protocol/runner";
import { failure, type Result } from "../../protocol/result";
import type { Limits, Verdict } from "../../protocol/supervision";
import { startIncarnation, type Incarnation, type Wire } from "./incarnation";
import { killRunner, type Ending } from "./runnerProcess";

/** After this many ends in a row that were not asked for, the runner is not started again by itself. */
const crashesAllowed = 5;

/** Points of a function at which its calls may not come to an end before the function itself is given up. */
const mostEndless = 8;

/** Bundling a large project may keep the runner's main thread busy; nothing keeps it for so many milliseconds. */
const mostSilence = 60_000;

export interface RunnerOptions {
  /** Path of the built runner script. */
  readonly script: string;
  /** Asked whenever a process is started. */
  limits(): Limits;
  /** The interpreter for Python that the person chose, if they did; asked whenever a process is started. */
  readonly python?: () => string | undefined;
  onSlice(slice: RunSlice): void;
  /** A line for the log. */
  log(line: string): void;
  /** Milliseconds without a sign of life after which the process is ended; a minute unless told. */
  readonly mostSilence?: number;
}

/**
 * The side of the runner that its user holds: starts the process on first need, starts it again after it ended, opens
 * each session's objective again in the new process, and turns every way to end into a `Problem`. Where code seems not to
 * come to an end, the next process is started while it is still being waited for.
 */
export class RunnerClient {
  private incarnation: Incarnation | undefined;
  /** The process that takes over from one which may have to be ended. */
  private spare: Incarnation | undefined;
  private readonly sessions = new Map<string, OpenRequest>();
  /** How often each session has been told to leave off. */
  private readonly leftOff = new Map<string, number>();
  private crashes = 0;
  private disposed = false;

  constructor(private readonly options: RunnerOptions) {}

  /** The process id of the runner, while there is one. */
  get pid(): number | undefined {
    return this.incarnation?.child.pid;
  }

  /** Has the runner ended so often that only `restart` starts it again? */
  get givenUp(): boolean {
    return this.crashes >= crashesAllowed;
  }

  /** Starts the process ahead of the first request, which is likely to be about a function of this language. */
  warmUp(language: string): void {
    if (this.disposed || this.givenUp) return;
    void this.current().wire.warmUp.asEvent(language);
  }

  open(request: OpenRequest): Promise<Result<Opened>> {
    this.sessions.set(request.session, request);
    const { session } = request;
    const opening = (incarnation: Incarnation): Promise<Result<Opened>> =>
      openIn(incarnation, this.sessions.get(session) ?? request);
    return this.attempt(session, opening, true);
  }

  run(request: RunRequest): Promise<Result<RunsEnded>> {
    return this.askOpened(request.session, (wire) => wire.run(request));
  }

  /** Has rows sent that the runner still holds; false where they are gone. */
  async rows(request: RowsRequest): Promise<boolean> {
    return (await this.incarnation?.wire.rows(request).catch(() => false)) ?? false;
  }

  /** Asks about a session's function, which is opened first in a process that does not hold it yet. */
  readonly ask: Ask = (name, request) =>
    this.askOpened(request.session, (wire) => wire.ask(name, request));

  /** Stops the session's runs; their rows so far stay. */
  cancel(session: string): void {
    this.leavesOff(session);
    void this.incarnation?.wire.cancel.asEvent(session);
  }

  close(session: string): void {
    this.sessions.delete(session);
    this.leavesOff(session);
    void this.incarnation?.wire.close.asEvent(session);
  }

  /** Ends the process; the next request starts a new one, however often it has crashed. */
  restart(): void {
    this.crashes = 0;
    this.end();
  }

  dispose(): void {
    this.disposed = true;
    this.end();
  }

  private end(): void {
    const ending = [this.incarnation, this.spare];
    this.incarnation = this.spare = undefined;
    for (const incarnation of ending) if (incarnation) killRunner(incarnation.child);
  }

  /** Like `attempt`, after opening the session's objective in a process that does not hold it yet. */
  private askOpened<T>(
    session: string,
    question: (wire: Wire) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.attempt(session, async (incarnation) => {
      if (!incarnation.opened.has(session)) {
        const request = this.sessions.get(session);
        if (!request) return failure({ kind: "internal", message: "nothing is open" });
        const opened = await openIn(incarnation, request);
        if (!opened.ok) return opened;
      }
      return question(incarnation.wire);
    });
  }

  /**
   * Asks, and turns the end of the process into a problem. Asks again when another session was to blame, or work that
   * this one had left off before, and where that `isSafe` once more when somebody killed the process, for it may have
   * been dead before it was asked.
   */
  private async attempt<T>(
    session: string,
    question: (incarnation: Incarnation) => Promise<Result<T>>,
    isSafe = false,
  ): Promise<Result<T>> {
    if (this.disposed) return failure({ kind: "ended", message: "the runner is closed" });
    if (this.givenUp) return failure(givenUpProblem);
    const incarnation = this.current();
    const before = this.leftOff.get(session);
    try {
      const result = await incarnation.pulse.during(question(incarnation), () => {
        incarnation.verdict ??= { session, problem: silentProblem };
        killRunner(incarnation.child);
      });
      this.crashes = 0;
      return result;
    } catch (error) {
      if (!incarnation.isOver) {
        const message = messageOf(error);
        this.options.log(`runner: ${message}`);
        return failure({ kind: "internal", message });
      }
      const ending = await incarnation.ended;
      const { verdict } = incarnation;
      const isOlder = verdict?.problem.kind === "stopped" && this.leftOff.get(session) === before;
      if (verdict?.session === session && !isOlder) {
        const retries = this.leaveUntraced(session, verdict) || this.avoid(session, verdict);
        return retries ? this.attempt(session, question, isSafe) : failure(verdict.problem);
      }
      if (verdict) return this.attempt(session, question, isSafe);
      if (isSafe && ending.signal === "SIGKILL") return this.attempt(session, question);
      return failure(problemOf(ending, error));
    }
  }

  private leavesOff(session: string): void {
    this.leftOff.set(session, (this.leftOff.get(session) ?? 0) + 1);
  }

  /** Where tracing took too much, the function is opened without from now on, until its text changes. */
  private leaveUntraced(session: string, { untraced }: Verdict): boolean {
    const request = this.sessions.get(session);
    if (untraced === undefined || !request || request.untraced !== undefined) return false;
    this.sessions.set(session, { ...request, untraced });
    return true;
  }

  /** Where a call did not end at a point of a run, it is not made again: the run ends there, and the others go on. */
  private avoid(session: string, { point, problem }: Verdict): boolean {
    const request = this.sessions.get(session);
    const { endless = [] } = request ?? {};
    if (!request || point === undefined || endless.length >= mostEndless) return false;
    this.sessions.set(session, { ...request, endless: [...endless, { point, problem }] });
    return true;
  }

  private current(): Incarnation {
    this.incarnation ??= this.spare ?? this.start();
    if (this.spare === this.incarnation) this.spare = undefined;
    return this.incarnation;
  }

  private start(): Incarnation {
    const { options } = this;
    const silence = options.mostSilence ?? mostSilence;
    const settings = { limits: options.limits(), python: options.python?.() };
    const incarnation = startIncarnation(options.script, settings, silence, {
      onSlice: (slice) => options.onSlice(slice),
      onStuck: () => {
        if (this.incarnation === incarnation) this.spare ??= this.start();
      },
      log: (line) => options.log(line),
    });
    void incarnation.ended.then(() => this.hasEnded(incarnation));
    return incarnation;
  }

  private hasEnded(incarnation: Incarnation): void {
    if (this.spare === incarnation) this.spare = undefined;
    if (this.incarnation !== incarnation) return;
    this.incarnation = undefined;
    if (!incarnation.verdict) this.crashes++;
  }
}

async function openIn(
  { wire, opened }: Incarnation,
  request: OpenRequest,
): Promise<Result<Opened>> {
  const result = await wire.open(request);
  if (result.ok) opened.add(request.session);
  return result;
}

const silentProblem: Problem = {
  kind: "timeout",
  message: "Reading the code with what it imports took too long and was stopped.",
};

const givenUpProblem: Problem = {
  kind: "crashed",
  message: `The runner ended ${crashesAllowed} times in a row and was not started again. Restart it with "Restart Runner".`,
};

function problemOf({ code, signal }: Ending, error: unknown): Problem {
  if (signal === "SIGABRT" || signal === "SIGTRAP" || code === 134 || code === 133) {
    return {
      kind: "memory",
      message: "The code ran out of memory and its process was ended by the system.",
    };
  }
  if (signal !== null)
    return { kind: "ended", message: `The runner process was ended by ${signal}.` };
  if (code !== null)
    return { kind: "ended", message: `The code ended its process (exit code ${code}).` };
  return { kind: "crashed", message: messageOf(error) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
