import type { PanelRun } from "../protocol/panelCalls";
import type { PictureRequest, RunSlice, RunsPicture } from "../protocol/runner";
import type { RunSeries } from "../protocol/series";
import { detailsOf } from "./details";
import { RunRecord } from "./runRecord";

/** What was run, as far as a record is told. */
export type NamedRun = Pick<PanelRun, "id" | "options">;

/**
 * Appends a slice to its run's record. One that begins at the first row begins a new record: a run may be asked for
 * again in another process, because another function's code had ended the first.
 */
export function record(
  records: Map<string, RunRecord>,
  slice: RunSlice,
  runs: readonly NamedRun[],
): void {
  let run = records.get(slice.runId);
  if (!run || slice.from === 0) {
    const options = runs.find(({ id }) => id === slice.runId)?.options;
    run = new RunRecord(slice.runId, slice.recorded, options);
    records.set(slice.runId, run);
  }
  run.append(slice);
}

/** The runs that have rows, in the order asked for, thinned to a request. */
export function seriesOf(
  records: ReadonlyMap<string, RunRecord>,
  ids: readonly string[],
  request: PictureRequest["series"],
): RunSeries[] {
  return ids.flatMap((id) => {
    const run = records.get(id);
    return run && run.rows > 0 ? [run.series(request)] : [];
  });
}

/** What a panel shows of the runs that these slices are of. */
export function pictureOf(
  slices: readonly RunSlice[],
  runs: readonly NamedRun[],
  { series, details }: PictureRequest,
): RunsPicture {
  const records = new Map<string, RunRecord>();
  for (const slice of slices) record(records, slice, runs);
  const ids = runs.map(({ id }) => id);
  return {
    series: seriesOf(records, ids, series),
    details: detailsOf([...records.values()], details),
  };
}
