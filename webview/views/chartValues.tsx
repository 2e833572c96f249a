import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import type { Curve, Row } from "../../src/protocol/series";
import type { ChartKind } from "../charts/chartKinds";
import { formatNumber } from "../charts/numbers";
import { cursorRows, hoverRows, shownResults } from "../store/panelData";
import { hoverStep, step } from "../store/view";
import { say } from "../words";
import { allParameters } from "./chartModel";
import { chartTitle } from "./chartPicture";
import { valueOf } from "./rowValue";
import { Swatch } from "./swatch";

/** The chart under the pointer; undefined while that is elsewhere. */
export const hoveredChart = signal<
  { readonly kind: string; readonly parameter: number } | undefined
>(undefined);

/** The rows that are told: those under the pointer, else those at the step cursor. */
const toldRows = computed<{ readonly step: number; readonly rows: readonly Row[] }>(() =>
  hoverStep.value === undefined || hoverRows.value.rows.length === 0
    ? { step: step.value, rows: cursorRows.value.rows }
    : hoverRows.value,
);

/** Each run's value at the step under the pointer, or at the cursor, beside the name of its chart. */
export function ChartValues(props: {
  readonly kind: ChartKind;
  readonly parameters: readonly number[];
}): JSX.Element | null {
  const { kind, parameters } = props;
  const hovered = hoveredChart.value;
  const parameter = hovered?.kind === kind.id ? hovered.parameter : (parameters[0] ?? 0);
  if (parameter === allParameters) return null;
  const told = toldRows.value;
  const rows = new Map(told.rows.map((row) => [row.runId, row]));
  return (
    <span class="chartValues">
      {shownResults.value.map((result) => {
        const { run, series } = result;
        const row = rows.get(run.id);
        const isOver = told.step > series.rows - 1;
        const value = kind.everyRow
          ? row && !isOver && valueOf(row, kind.id, parameter)
          : lastKnown(kind.curve(result, 0), told.step);
        const text = typeof value === "number" ? formatNumber(value, 4) : "–";
        const label = say("charts.value", {
          ...{ run: run.options.label, chart: chartTitle(kind, parameter), value: text },
        });
        return (
          <span key={run.id} class="chartValue" title={label}>
            <Swatch style={run.style} />
            <span class="number">{text}</span>
          </span>
        );
      })}
    </span>
  );
}

/** The value at the last chosen row up to `step`. */
function lastKnown(curve: Curve | undefined, at: number): number | undefined {
  let index = (curve?.steps.length ?? 0) - 1;
  while (index >= 0 && curve!.steps[index]! > at) index--;
  return index < 0 ? undefined : curve!.values[index];
}
