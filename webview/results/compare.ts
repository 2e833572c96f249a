import { compactNumber, formatCount, formatNumber, formatPoint } from "../charts/numbers";
import { parameterNames, type RunResult } from "../store/panelData";
import { say } from "../../l10n/words";
import { runFailed, stopText } from "../parts/runStop";
import { exactText } from "../../src/text/number";

/** A column of the table of runs. */
export interface CompareColumn {
  readonly id: string;
  readonly title: string;
  readonly numeric: boolean;
  /** As people read it. */
  text(result: RunResult): string;
  /** Every digit, for copying and on hover. */
  exact(result: RunResult): string;
  /** What the column sorts by; NaN goes last. */
  order(result: RunResult): number;
  /** Is this a bad end? */
  failed?(result: RunResult): boolean;
}

export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** The columns; `within` tells at which step each run first came close to the best loss, `isRepeated` that seeds are told. */
export function compareColumns(
  within: ReadonlyMap<string, number>,
  isRepeated = false,
): readonly CompareColumn[] {
  return [
    numberColumn("loss", say("results.loss"), endLoss),
    ...(isRepeated ? [seedsColumn()] : []),
    numberColumn("best", say("results.best"), ({ series }) => series?.bestLoss.loss),
    {
      id: "stop",
      title: say("results.stop"),
      numeric: false,
      text: ({ series }) => stopText(series),
      exact: ({ series }) => stopText(series),
      order: ({ series }) => series?.stop?.step ?? NaN,
      failed: ({ series }) => runFailed(series),
    },
    {
      ...numberColumn(
        "within",
        say("results.within"),
        ({ run }) => within.get(run.id),
        formatCount,
      ),
      text: ({ run }) => reachedText(within.get(run.id)),
      exact: ({ run }) => reachedText(within.get(run.id)),
    },
    numberColumn(
      "evaluations",
      say("results.evaluations"),
      ({ series }) => series?.evaluations,
      formatCount,
    ),
    {
      id: "point",
      title: say("results.point"),
      numeric: true,
      text: ({ series }) => (series ? formatPoint(series.end, 7, parameterNames.value.length) : ""),
      exact: ({ series }) => (series ? exactPoint(series.end) : ""),
      order: ({ series }) => series?.end[0] ?? NaN,
    },
  ];
}

/** The known coordinates of a point in full, with "…" where there are others. */
function exactPoint(point: readonly number[]): string {
  const others = parameterNames.value.length > point.length ? ["…"] : [];
  return [...point.map(exactText), ...others].join(", ");
}

/** The loss of the last row; of a run that came to where the function fails there is none. */
function endLoss({ series }: RunResult): number | undefined {
  return series?.stop?.reason === "threw" ? undefined : series?.lastLoss;
}

function numberColumn(
  id: string,
  title: string,
  value: (result: RunResult) => number | undefined,
  format = formatNumber,
): CompareColumn {
  return {
    id,
    title,
    numeric: true,
    text: (result) => shown(value(result), format),
    exact: (result) => shown(value(result), exactText),
    order: (result) => value(result) ?? NaN,
  };
}

/** Where the repeats of a run end: their median, and in brackets the quartiles. */
function seedsColumn(): CompareColumn {
  const spread = ({ series }: RunResult, format: (value: number) => string): string => {
    if (!series?.seeds) return "–";
    const { median, lower, upper } = series.seeds.end;
    return `${format(median)} (${format(lower)} – ${format(upper)})`;
  };
  return {
    ...numberColumn("seeds", say("results.seeds"), ({ series }) => series?.seeds?.end.median),
    text: (result) => spread(result, compactNumber),
    exact: (result) => spread(result, exactText),
  };
}

function reachedText(step: number | undefined): string {
  return step === undefined ? say("results.within.never") : formatCount(step);
}

function shown(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? "–" : format(value);
}

/** Results in the order of a column; without one, in the order of the runs. */
export function sortResults(
  results: readonly RunResult[],
  columns: readonly CompareColumn[],
  order: SortOrder | undefined,
): readonly RunResult[] {
  const column = columns.find(({ id }) => id === order?.column);
  if (!column || !order) return results;
  const sign = order.descending ? -1 : 1;
  return [...results].sort((a, b) => {
    const [first, second] = [column.order(a), column.order(b)];
    if (Number.isNaN(first) || Number.isNaN(second)) {
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    }
    return sign * (first - second);
  });
}

/** The table as tab-separated text with every digit, as spreadsheets take it. */
export function copyTable(
  results: readonly RunResult[],
  columns: readonly CompareColumn[],
): string {
  const lines = results.map((result) => [
    result.run.options.label,
    ...columns.map((column) => column.exact(result)),
  ]);
  const head = [say("results.run"), ...columns.map(({ title }) => title)];
  return [head, ...lines].map((cells) => cells.map(withoutTabs).join("\t")).join("\n");
}

function withoutTabs(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ");
}
