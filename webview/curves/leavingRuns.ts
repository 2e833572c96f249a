import type { ChartKind } from "../charts/chartKinds";
import { endsFar, ranAway } from "../charts/runaways";
import type { Curve } from "../../src/protocol/series";
import type { ShownResult } from "../store/panelData";
import { look } from "../store/view";

/** The curves of one run in one chart. */
export interface ChartEntry {
  readonly result: ShownResult;
  readonly curves: readonly Curve[];
}

/** What blew up in a chart beside others that did not. */
export interface LeavingRuns {
  /** Curves that leave the chart, so that the others can be seen; none if all are to be seen whole. */
  readonly curves: ReadonlySet<Curve>;
  /** The names of their runs, one after the other. */
  readonly names: string;
}

/** Which runs leave a chart: those that blew up, where there is one that did not and would be flattened by them. */
export function leavingRuns(kind: ChartKind, entries: readonly ChartEntry[]): LeavingRuns {
  const blown = entries.map((entry) => ({ entry, curves: blownUp(kind, entry) }));
  const curves = blown.flatMap((one) => one.curves);
  const count = entries.reduce((sum, entry) => sum + entry.curves.length, 0);
  if (curves.length === 0 || curves.length === count) return { curves: new Set(), names: "" };
  return {
    curves: new Set(look("wholeRuns") ? [] : curves),
    names: blown
      .filter((one) => one.curves.length > 0)
      .map(({ entry }) => entry.result.run.options.label)
      .join(", "),
  };
}

/** The curves of a run that blew up, or the quantiles of its losses that do. */
function blownUp(kind: ChartKind, { result: { series }, curves }: ChartEntry): readonly Curve[] {
  if (kind.keepsRange) return [];
  if (ranAway(series)) return curves;
  const isBand = kind.id === "loss" && curves.length > 1;
  return isBand ? curves.filter((curve) => endsFar(curve, series.startLoss)) : [];
}
