import type { InterpreterFault, InterpreterReply } from "../../../languages/platform";
import type { Limits } from "../../../protocol/supervision";
import { candidates, unfitness, type InterpreterFacts } from "./candidates";
import { InterpreterProcess, type Candidate } from "./interpreterProcess";
import type { Message } from "./message";
import type { InterpreterLine, SentRequest } from "./interpreterPort";
import { RequestWatch } from "./requestWatch";
import { lastPlace } from "./tracebackPlace";

/** Milliseconds that the start may take: a cold disk, a slow environment. */
const patienceForStart = 20_000;
/** Loading a file runs its top level with what it imports: so many times the limit of one call. */
const loadingTimes = 10;
/** Milliseconds that code has to end after an interrupt, and the program after that to say where it is. */
const patienceForInterrupt = 500;
const patienceForPlace = 100;
/** So many ends in a row cost nothing but a start; after them a pause, of twice the length each time. */
const endsAllowed = 5;
const firstPause = 2000;
const longestPause = 60_000;

/** What the server needs of the runner's main thread. */
export interface InterpreterSurroundings {
  /** Folder of the program that runs in the interpreter. */
  readonly program: string;
  readonly limits: Limits;
  /** The interpreter that the person chose, if they did. */
  readonly chosen: string | undefined;
  /** The worker is waiting and cannot tell so itself. */
  readonly beat: () => void;
}

interface Started {
  readonly process: InterpreterProcess;
  readonly facts: InterpreterFacts;
}

/** Answers the worker's requests by a warm interpreter, which is started on first need and again after it ended. */
export class InterpreterServer {
  private started: Started | undefined;
  private starting: Promise<Started | InterpreterReply> | undefined;
  private ends = 0;
  private lastEnd = 0;
  private readonly printed: string[] = [];
  private readonly flag: Int32Array;
  private readonly watch: RequestWatch;

  constructor(
    private readonly line: InterpreterLine,
    private readonly surroundings: InterpreterSurroundings,
  ) {
    this.flag = new Int32Array(line.flag);
    this.watch = new RequestWatch(surroundings.limits, surroundings.beat);
    line.port.on("message", (request: SentRequest) => {
      void this.serve(request).then((reply) => this.reply(reply));
    });
  }

  /** Starts the interpreter, unless it runs. */
  start(): void {
    void this.interpreter();
  }

  /** Ends the interpreter. */
  dispose(): void {
    this.started?.process.kill();
    this.started = undefined;
  }

  private reply(reply: InterpreterReply): void {
    this.line.port.postMessage({ ...reply, printed: this.printed.splice(0) });
    Atomics.store(this.flag, 0, 1);
    Atomics.notify(this.flag, 0);
  }

  private async serve({ head, data }: SentRequest): Promise<InterpreterReply> {
    const started = await this.interpreter();
    if (!("process" in started)) return started;
    const { limits } = this.surroundings;
    const time = head.request === "load" ? loadingTimes * limits.time : limits.time;
    const reply = await this.ask(started.process, head, data, time);
    this.count(started.process.isOver, head.request);
    return reply.fault ? { ...reply, fault: explained(reply.fault, started.facts) } : reply;
  }

  /** The warm interpreter, started if there is none. */
  private async interpreter(): Promise<Started | InterpreterReply> {
    if (this.started && !this.started.process.isOver) return this.started;
    this.starting ??= this.startOne().finally(() => (this.starting = undefined));
    return this.starting;
  }

  private async startOne(): Promise<Started | InterpreterReply> {
    const { chosen } = this.surroundings;
    const pause = this.pauseLeft();
    if (pause > 0) {
      const message = `Python ended ${this.ends} times in a row. It is started again in ${Math.ceil(pause / 1000)} s at the earliest: change the code or run it again then.`;
      return failed("ended", message);
    }
    const reasons: string[] = [];
    let withoutNumPy: Started | undefined;
    for (const candidate of candidates(chosen)) {
      const found = await this.tried(candidate);
      if (typeof found === "string") {
        reasons.push(`${candidate.command}: ${found.replace(/\.$/, "")}`);
      } else if (chosen !== undefined || found.facts.numpy !== null) {
        withoutNumPy?.process.kill();
        return (this.started = found);
      } else if (withoutNumPy) found.process.kill();
      // One that has NumPy is more likely the one that the person works with.
      else withoutNumPy = found;
    }
    if (withoutNumPy) return (this.started = withoutNumPy);
    return failed("missing", `No Python was found (${reasons.join("; ")}).`);
  }

  /** Counts the ends between two sound calls: that a file could be loaded says nothing about its function. */
  private count(isOver: boolean, request: unknown): void {
    if (isOver) {
      this.ends++;
      this.lastEnd = performance.now();
    } else if (request !== "load" && request !== "prepare") this.ends = 0;
  }

  /** Milliseconds until it may be started again: code that always ends it would else keep a processor busy. */
  private pauseLeft(): number {
    if (this.ends < endsAllowed) return 0;
    const pause = Math.min(firstPause * 2 ** (this.ends - endsAllowed), longestPause);
    return Math.max(0, this.lastEnd + pause - performance.now());
  }

  /** A candidate, started, or why it will not do. */
  private async tried(candidate: Candidate): Promise<Started | string> {
    const process = new InterpreterProcess(candidate, this.surroundings.program, (text) => {
      this.printed.push(text);
    });
    const reply = await this.ask(process, { request: "hello" }, undefined, patienceForStart);
    if (!reply.answer) {
      process.kill();
      const said = process.output.trim().split("\n").at(-1);
      return said === undefined || said === "" ? (reply.fault?.message ?? "no answer") : said;
    }
    const facts = reply.answer as unknown as InterpreterFacts;
    const unfit = unfitness(facts);
    if (unfit === undefined) return { process, facts };
    process.kill();
    return unfit;
  }

  /** One request; what takes too long or too much is interrupted, then ended. */
  private async ask(
    process: InterpreterProcess,
    head: Readonly<Record<string, unknown>>,
    data: Float64Array | undefined,
    time: number,
  ): Promise<InterpreterReply> {
    const answered = new Promise<Message | "ended">((resolve) => process.send(head, data, resolve));
    const exceeded = new Promise<"timeout" | "memory">((resolve) => {
      this.watch.begin(process, time, resolve);
    });
    const outcome = await Promise.race([answered, exceeded]);
    this.watch.end();
    if (typeof outcome !== "string") return replyOf(outcome);
    if (outcome !== "ended") return this.stop(process, answered, outcome, time);
    return failed("ended", `Python ended (${await process.ended}).`, process);
  }

  /** Interrupts as Ctrl+C does, which tells the place and keeps the interpreter; else ends it. */
  private async stop(
    process: InterpreterProcess,
    answered: Promise<Message | "ended">,
    kind: "timeout" | "memory",
    time: number,
  ): Promise<InterpreterReply> {
    const { limits } = this.surroundings;
    const message =
      kind === "memory"
        ? `The code used more than ${limits.memory} MiB of memory and was stopped.`
        : `The code took longer than ${time / 1000} s and was stopped: is there an endless loop?`;
    process.interrupt();
    const reply = await Promise.race([answered, pause(patienceForInterrupt)]);
    if (reply !== undefined && reply !== "ended") {
      const { fault } = replyOf(reply);
      if (kind === "memory") process.kill();
      return { ...failed(kind, message), fault: { ...fault, kind, message } };
    }
    process.tellPlace();
    await Promise.race([answered, pause(patienceForPlace)]);
    process.kill();
    return failed(kind, message, process);
  }
}

/** What is missing may be there in another interpreter. */
function explained(fault: InterpreterFault, facts: InterpreterFacts): InterpreterFault {
  if (fault.kind !== "ModuleNotFoundError") return fault;
  const where = `Python ${facts.python} at ${facts.executable}`;
  const message = `${fault.message} in ${where}. The setting optimizerLens.pythonPath chooses another.`;
  return { ...fault, message };
}

function replyOf({ head, data }: Message): InterpreterReply {
  const { answer, fault } = head as Pick<InterpreterReply, "answer" | "fault">;
  return { ...(answer && { answer }), ...(fault && { fault }), data, printed: [] };
}

function failed(kind: string, message: string, process?: InterpreterProcess): InterpreterReply {
  const place = process && lastPlace(process.output);
  return { fault: { kind, message, ...place }, data: new ArrayBuffer(0), printed: [] };
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
