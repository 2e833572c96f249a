import type { DetailRequest, Details, PanelRun, SeriesRequest } from "../../protocol/panel";
import type { RunSlice } from "../../protocol/runner";
import type { FullPath, Row, RunSeries } from "../../protocol/series";
import { detailsOf } from "../../trace/details";
import { RunRecord } from "../../trace/runRecord";

/** Everything, as finely as a wide screen shows it: what is sent before a panel has asked for a window. */
const wholeRun: SeriesRequest = { from: 0, to: Infinity, buckets: 2000 };

/**
 * The rows of a session's runs. A newer job's rows are gathered beside the older ones and take their place when they
 * are shown, so that a picture is never half old and half new, nor empty.
 */
export class Recordings {
  private shown = new Map<string, RunRecord>();
  private incoming = new Map<string, RunRecord>();
  private job = 0;
  /** What the newest job runs. */
  private runs: readonly Pick<PanelRun, "id" | "options">[] = [];
  private lastRequest = wholeRun;
  private lastDetails: DetailRequest = { withinShare: 0.01 };

  get isEmpty(): boolean {
    return this.shown.size === 0;
  }

  get byRun(): ReadonlyMap<string, RunRecord> {
    return this.shown;
  }

  /** Begins a newer job and returns its number; what an older one still sends is dropped. */
  begin(runs: readonly Pick<PanelRun, "id" | "options">[] = []): number {
    this.runs = runs;
    this.incoming = new Map();
    return ++this.job;
  }

  isCurrent(job: number): boolean {
    return job === this.job;
  }

  /** Takes rows in; false when they are of a job that was overtaken. */
  receive(slice: RunSlice): boolean {
    if (slice.job !== this.job) return false;
    let record = this.incoming.get(slice.runId);
    // Asked again in another process, because another function's code had ended the first, a run begins anew.
    if (!record || slice.from === 0) {
      const options = this.runs.find(({ id }) => id === slice.runId)?.options;
      record = new RunRecord(slice.runId, slice.recorded, options);
      this.incoming.set(slice.runId, record);
    }
    record.append(slice);
    return true;
  }

  /** Shows what has come so far, in place of the older rows of the same runs. */
  showIncoming(): void {
    for (const [id, record] of this.incoming) this.shown.set(id, record);
  }

  /** Drops the runs that are no longer asked for. */
  keepOnly(ids: readonly string[]): void {
    for (const id of this.shown.keys()) if (!ids.includes(id)) this.shown.delete(id);
  }

  clear(): void {
    this.begin();
    this.shown = new Map();
  }

  /** Share of a job's steps that have come in, from 0 to 1. */
  progress(ids: readonly string[], steps: number): number {
    if (ids.length === 0) return 1;
    const done = ids.map((id) => {
      const record = this.incoming.get(id);
      return record?.stop ? 1 : (record?.rows ?? 0) / (steps + 1);
    });
    return done.reduce((sum, share) => sum + share, 0) / ids.length;
  }

  /** The runs that have rows, in the order asked for, thinned to a panel's request or to its last one. */
  series(ids: readonly string[], request = this.lastRequest): RunSeries[] {
    this.lastRequest = request;
    return ids.flatMap((id) => {
      const record = this.shown.get(id);
      return record && record.rows > 0 ? [record.series(request)] : [];
    });
  }

  rows(step: number): Row[] {
    return [...this.shown.values()].filter(({ rows }) => rows > 0).map((run) => run.row(step));
  }

  /** Exact numbers for a panel's request, or for its last one. */
  details(request = this.lastDetails): Details {
    this.lastDetails = request;
    return detailsOf([...this.shown.values()], request);
  }

  paths(points: number): FullPath[] {
    return [...this.shown.values()].map((run) => run.fullPath(points));
  }

  /** What the runs visited in the given parameters, for the window of a surface. */
  visited(parameters: readonly number[]) {
    return [...this.shown.values()].map((run) => run.visited(parameters));
  }
}
