import type { Problem } from "../../protocol/problem";
import type { Limits, Verdict } from "../../protocol/supervision";
import type { Place } from "../../text/place";
import type { Heartbeat } from "../heartbeat";
import { patience } from "./watchdog";

/** Milliseconds to wait for the worker to stop at a line, before judging without knowing it. */
const patienceForLine = { time: 1500, memory: 500 };
/** Milliseconds that a worker between two stretches of user code may take to collect its garbage. */
const patienceForWeight = 1000;
/** While it is waited for, memory may grow to so many times its limit. */
const mostOverLimit = 2;

/** No session is called this. */
const nobody = "";

/** What is asked of the process that is judged. */
export interface Evidence {
  readonly limits: Limits;
  readonly heartbeat: Pick<Heartbeat, "phase" | "point">;
  /** Memory beyond what is ours, in MiB. */
  excess(): number;
  /** Overlooks memory that nobody uses any more; is the rest within the limit? */
  forgive(): boolean;
  /** Collects the worker's garbage: the MiB that stay. */
  weigh(): Promise<number>;
  /** Where a session's code stands, if that is found within so many milliseconds of work. */
  placeIn(session: string, patience: number): Promise<Place | undefined>;
}

/** Decides what is to be said, and of whose code, when the process takes too much time or memory. */
export class Judge {
  /** The session that the worker works for. */
  private workingFor = nobody;
  /** Memory that was there already as that work began, in MiB. */
  private leftByOthers = 0;
  private isJudging = false;

  constructor(private readonly evidence: Evidence) {}

  get session(): string {
    return this.workingFor;
  }

  /** Work for a session begins. */
  worksFor(session: string): void {
    this.workingFor = session;
    this.forgetMemory();
  }

  /** What is there already is not of the work that begins now. */
  forgetMemory(): void {
    this.leftByOthers = this.evidence.excess();
  }

  /** The verdict on a fault; undefined where another is being judged already, or it was nothing but garbage. */
  async judge(fault: "time" | "memory"): Promise<Verdict | undefined> {
    const { evidence } = this;
    if (this.isJudging) {
      const isUrgent =
        fault === "memory" && evidence.excess() > mostOverLimit * evidence.limits.memory;
      return isUrgent ? this.outOfMemory() : undefined;
    }
    this.isJudging = true;
    if (fault === "memory" && (await this.isGarbage()) && evidence.forgive()) {
      this.isJudging = false;
      return undefined;
    }
    const session = fault === "memory" ? this.toBlameForMemory() : this.workingFor;
    if (session === nobody) return { session, problem: this.tooMuch("memory") };
    const untraced = this.untraced(fault);
    const place =
      untraced === undefined
        ? await evidence.placeIn(this.workingFor, patienceForLine[fault])
        : undefined;
    const { phase, point } = evidence.heartbeat;
    const isCall = fault === "time" && phase === "calling";
    const problem = { ...this.tooMuch(fault, place ? " here" : ""), ...(place ? { place } : {}) };
    return { session, problem, untraced, point: isCall ? point : undefined };
  }

  /** The verdict where there is no time to look for a place. */
  outOfMemory(): Verdict {
    const problem = this.tooMuch("memory");
    return { session: this.toBlameForMemory(), problem, untraced: this.untraced("memory") };
  }

  private tooMuch(fault: "time" | "memory", here = ""): Problem {
    const { limits, heartbeat } = this.evidence;
    const seconds = (patience[heartbeat.phase] * limits.time) / 1000;
    return fault === "memory"
      ? {
          kind: "memory",
          message: `The code used more than ${limits.memory} MiB of memory and was stopped${here}.`,
        }
      : {
          kind: "timeout",
          message: `The code took longer than ${seconds} s and was stopped${here}: is there an endless loop?`,
        };
  }

  /** Why to go on without tracing, where that is what took too much: the code by itself comes to an end. */
  private untraced(fault: "time" | "memory"): string | undefined {
    const { limits, heartbeat } = this.evidence;
    if (heartbeat.phase !== "deriving") return undefined;
    return fault === "time"
      ? `tracing it takes more than ${(patience.deriving * limits.time) / 1000} s`
      : `tracing it takes more than ${limits.memory} MiB`;
  }

  /**
   * The session whose memory is too much. Where half of it was there before the work began that is going
   * on, nobody is blamed: who waits for that work is answered by the next process, which starts empty.
   */
  private toBlameForMemory(): string {
    return this.leftByOthers > this.evidence.limits.memory / 2 ? nobody : this.workingFor;
  }

  /** Is most of the memory not in use any more? A worker that does not get around to answering goes on using it. */
  private async isGarbage(): Promise<boolean> {
    const late = new Promise<number>((resolve) => {
      setTimeout(() => resolve(Infinity), patienceForWeight);
    });
    return (await Promise.race([this.evidence.weigh(), late])) < this.evidence.limits.memory;
  }
}
