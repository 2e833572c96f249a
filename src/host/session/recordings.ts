import type { Details } from "../../protocol/details";
import type { DetailRequest, SeriesRequest } from "../../protocol/panelCalls";
import type { PictureRequest, RunSlice } from "../../protocol/runner";
import type { Row, RunSeries } from "../../protocol/series";
import { detailsOf } from "../../rows/details";
import { record, seriesOf, type NamedRun } from "../../rows/picture";
import type { RunRecord } from "../../rows/runRecord";

/** Everything, as finely as a wide screen shows it: what is sent before a panel has asked for a window. */
const wholeRun: SeriesRequest = { from: 0, to: Infinity, buckets: 2000 };

/** Runs of which a picture is shown while their rows have not come. */
interface OwedRows {
  readonly job: number;
  readonly runs: readonly NamedRun[];
  readonly records: Map<string, RunRecord>;
}

/**
 * The rows of a session's runs. A newer job's rows are gathered beside the older ones and take their place when they
 * are shown, so that a picture is never half old and half new, nor empty.
 */
export class Recordings {
  private shown = new Map<string, RunRecord>();
  private incoming = new Map<string, RunRecord>();
  private owed: OwedRows | undefined;
  private job = 0;
  /** What the newest job runs. */
  private runs: readonly NamedRun[] = [];
  private lastSeries = wholeRun;
  private lastDetails: DetailRequest = { withinShare: 0.01 };

  /** Is there nothing on show? */
  get isEmpty(): boolean {
    return this.shown.size === 0 && !this.owed;
  }

  get byRun(): ReadonlyMap<string, RunRecord> {
    return this.shown;
  }

  /** What the panel looks at. */
  get wanted(): PictureRequest {
    return { series: this.lastSeries, details: this.lastDetails };
  }

  /** Does the panel still look at the same? */
  isWanted({ series, details }: PictureRequest): boolean {
    return series === this.lastSeries && details === this.lastDetails;
  }

  /** The job on show whose rows have not all come; undefined when everything is here. */
  get owedJob(): number | undefined {
    return this.owed?.job;
  }

  /** Begins a newer job and returns its number; what an older one still sends is dropped, unless it is owed. */
  begin(runs: readonly NamedRun[] = []): number {
    this.runs = runs;
    this.incoming = new Map();
    return ++this.job;
  }

  isCurrent(job: number): boolean {
    return job === this.job;
  }

  /** Takes rows in; false when they are not for the next picture: of rows owed, or of a job that was overtaken. */
  receive(slice: RunSlice): boolean {
    const { owed, job, incoming, runs } = this;
    if (slice.job === owed?.job) record(owed.records, slice, owed.runs);
    else if (slice.job === job) record(incoming, slice, runs);
    return slice.job === job && owed?.job !== job;
  }

  /** Shows what has come so far, in place of the older rows of the same runs. */
  showIncoming(): void {
    if (this.incoming.size === 0) return;
    this.owed = undefined;
    for (const [id, run] of this.incoming) this.shown.set(id, run);
  }

  /** A picture of the newest job is shown, without its rows. */
  owe(): void {
    this.owed = { job: this.job, runs: this.runs, records: new Map() };
    this.incoming = new Map();
  }

  /** The rows that were owed of a job have come; where they never will, the older ones stay. */
  settle(job: number, haveCome: boolean): void {
    const { owed } = this;
    if (owed?.job !== job) return;
    this.owed = undefined;
    if (haveCome) this.shown = owed.records;
  }

  /** Drops the runs that are no longer asked for. */
  keepOnly(ids: readonly string[]): void {
    for (const id of this.shown.keys()) if (!ids.includes(id)) this.shown.delete(id);
  }

  clear(): void {
    this.begin();
    this.shown = new Map();
    this.owed = undefined;
  }

  /** Share of a job's steps that have come in, from 0 to 1. */
  progress(ids: readonly string[], steps: number): number {
    if (ids.length === 0) return 1;
    const done = ids.map((id) => {
      const run = this.incoming.get(id);
      return run?.stop ? 1 : (run?.rows ?? 0) / (steps + 1);
    });
    return done.reduce((sum, share) => sum + share, 0) / ids.length;
  }

  /** What the panel looks at from now on. */
  lookAt({ series, details }: Partial<PictureRequest>): void {
    if (series) this.lastSeries = series;
    if (details) this.lastDetails = details;
  }

  /** The runs that have rows, in the order asked for, as the panel looks at them. */
  series(ids: readonly string[]): RunSeries[] {
    return seriesOf(this.shown, ids, this.lastSeries);
  }

  /** How a run on show ended. */
  stopOf(id: string): RunSeries["stop"] {
    return this.shown.get(id)?.stop;
  }

  rows(step: number): Row[] {
    return [...this.shown.values()].filter(({ rows }) => rows > 0).map((run) => run.row(step));
  }

  /** Exact numbers of what the panel looks at. */
  details(): Details {
    return detailsOf([...this.shown.values()], this.lastDetails);
  }

  /** What the runs visited in the given parameters, for the window of a surface. */
  visited(parameters: readonly number[]) {
    return [...this.shown.values()].map((run) => run.visited(parameters));
  }
}
