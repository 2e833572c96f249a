import type { RowsRequest, RunRequest, RunSlice, RunsPicture } from "../../protocol/runner";
import { pictureOf } from "../../rows/picture";

/** Milliseconds that runs may take before their rows are sent as they come, for the panel to show them growing. */
const patience = 100;

/** Slices that are sent at once. */
const slicesAtOnce = 4;

/** The rows of one job. */
interface HeldJob {
  readonly request: RunRequest;
  readonly slices: RunSlice[];
  readonly impatience: NodeJS.Timeout;
  /** Resolves once what was held has been sent; from then on slices go straight through. */
  sending?: Promise<void>;
}

/**
 * Rows of jobs that end soon, held instead of sent: whoever asked for a picture gets that, and the rows once it asks
 * for them. While a start is dragged nobody does, and a job costs kilobytes of messages instead of megabytes.
 */
export class HeldRows {
  /** By session: the job that is going on, and the last one that has ended well. */
  private readonly going = new Map<string, HeldJob>();
  private readonly ended = new Map<string, HeldJob>();

  constructor(private readonly send: (slice: RunSlice) => Promise<void>) {}

  /** Holds the rows of a job from now on, where a picture of them is wanted. */
  begin(request: RunRequest): void {
    this.drop(request.session);
    if (!request.picture) return;
    const impatience = setTimeout(() => {
      job.sending = this.sendAll(job);
      // Whoever waits for it hears of a failure.
      job.sending.catch(() => undefined);
    }, patience);
    const job: HeldJob = { request, slices: [], impatience };
    this.going.set(request.session, job);
  }

  /** Resolves once a slice is held or has been sent. */
  async take(slice: RunSlice): Promise<void> {
    const job = this.going.get(slice.session);
    if (job?.request.job === slice.job && !job.sending) {
      job.slices.push(slice);
      return;
    }
    await job?.sending;
    await this.send(slice);
  }

  /** A job has ended well: its picture, or undefined once its rows have been sent, or where a newer job has begun. */
  async end(request: RunRequest): Promise<RunsPicture | undefined> {
    const { session, runs, picture } = request;
    const job = this.going.get(session);
    if (!picture || job?.request !== request) return undefined;
    await job.sending;
    if (this.going.get(session) !== job) return undefined;
    this.drop(session);
    this.ended.delete(session);
    if (job.sending) return undefined;
    this.ended.set(session, job);
    return pictureOf(job.slices, runs, picture);
  }

  /** A job has failed: nobody wants what it has done so far. */
  fail({ session, job }: RunRequest): void {
    if (this.going.get(session)?.request.job === job) this.drop(session);
  }

  /** Sends the rows of a job that has ended, and holds them no longer; false where a newer one has ended well since. */
  async release({ session, job: number }: RowsRequest): Promise<boolean> {
    const job = this.ended.get(session);
    if (job?.request.job !== number) return false;
    await this.sendAll(job);
    if (this.ended.get(session) === job) this.ended.delete(session);
    return true;
  }

  /** Holds nothing of a session any more. */
  close(session: string): void {
    this.drop(session);
    this.ended.delete(session);
  }

  private drop(session: string): void {
    clearTimeout(this.going.get(session)?.impatience);
    this.going.delete(session);
  }

  /** In turns: a message with all rows would keep its receiver too long. */
  private async sendAll({ slices }: HeldJob): Promise<void> {
    for (let from = 0; from < slices.length; from += slicesAtOnce) {
      await Promise.all(slices.slice(from, from + slicesAtOnce).map(this.send));
    }
  }
}
