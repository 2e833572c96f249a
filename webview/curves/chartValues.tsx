import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import type { PanelRun } from "../../src/protocol/panelCalls";
import type { Curve, Row } from "../../src/protocol/series";
import type { ChartKind } from "../charts/chartKinds";
import { compactNumber, formatNumber } from "../charts/numbers";
import { cursorRows, hoverRows, shownResults, type ShownResult } from "../store/panelData";
import { readable } from "../store/readable";
import { hoverStep, selectedRunId, step } from "../store/view";
import { say } from "../../l10n/words";
import { allParameters } from "./chartModel";
import { chartTitle } from "./chartPicture";
import { shownCount } from "./chartSignals";
import { leastLoss } from "./lossGap";
import { valueOf } from "./rowValue";
import { useCalm } from "../parts/resting";
import { Swatch } from "../parts/swatch";

/** The chart under the pointer; undefined while that is elsewhere. */
export const hoveredChart = signal<
  { readonly kind: string; readonly parameter: number } | undefined
>(undefined);

/** The rows that are told: those under the pointer, else those at the step cursor. */
const rowsNow = computed<{ readonly step: number; readonly rows: readonly Row[] }>(() =>
  hoverStep.value === undefined || hoverRows.value.rows.length === 0
    ? { step: step.value, rows: cursorRows.value.rows }
    : hoverRows.value,
);

const told = readable(computed(() => ({ ...rowsNow.value, results: shownResults.value })));

/** More runs than this share the room beside a chart's title by fewer digits. */
export const crowd = 2;

function legendNumber(value: number): string {
  return shownCount.value > crowd ? compactNumber(value) : formatNumber(value, 4);
}

/** Each run's value at the step under the pointer, or at the cursor, beside the name of its chart. */
export function ChartValues(props: {
  readonly kind: ChartKind;
  readonly parameters: readonly number[];
}): JSX.Element | null {
  const { kind, parameters } = props;
  const hovered = hoveredChart.value;
  const parameter = hovered?.kind === kind.id ? hovered.parameter : (parameters[0] ?? 0);
  if (parameter === allParameters) return null;
  const { step: at, rows: all, results } = told.value;
  const rows = new Map(all.map((row) => [row.runId, row]));
  return (
    <span class="chartValues">
      {selectedFirst(results).map((result) => {
        const { run } = result;
        const row = rows.get(run.id);
        const value = row && valueOf(row, kind.id, parameter);
        // The last row leaves nowhere: it has no σ of its own, and curvature is known at some rows only.
        const isKnown = value !== undefined && !Number.isNaN(value);
        const raw = isKnown ? value : lastKnown(kind.curve(result, parameter), at);
        const least = kind.id === "loss" ? leastLoss.value : undefined;
        const shown = raw === undefined || least === undefined ? raw : raw - least;
        const text = shown === undefined ? "–" : legendNumber(shown);
        return (
          <ChartValue key={run.id} run={run} chart={chartTitle(kind, parameter)} text={text} />
        );
      })}
    </span>
  );
}

function ChartValue(props: {
  readonly run: PanelRun;
  readonly chart: string;
  readonly text: string;
}): JSX.Element {
  const { run, chart, text } = props;
  const label = useCalm(() => say("charts.value", { run: run.options.label, chart, value: text }));
  return (
    <span class="chartValue" title={label}>
      <Swatch style={run.style} />
      <span class="number">{text}</span>
    </span>
  );
}

/** The selected run, and then the others: what there is no room for is not of the selected one. */
function selectedFirst(results: readonly ShownResult[]): readonly ShownResult[] {
  const isSelected = ({ run }: ShownResult): boolean => run.id === selectedRunId.value;
  return [...results.filter(isSelected), ...results.filter((result) => !isSelected(result))];
}

/** The last number that is known up to a step. */
function lastKnown(curve: Curve | undefined, at: number): number | undefined {
  let index = (curve?.steps.length ?? 0) - 1;
  while (index >= 0 && (curve!.steps[index]! > at || Number.isNaN(curve!.values[index]))) index--;
  return index < 0 ? undefined : curve!.values[index];
}
