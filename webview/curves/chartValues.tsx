import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import type { PanelRun } from "../../src/protocol/panelCalls";
import { bandLevels, type Band, type Curve, type Row } from "../../src/protocol/series";
import type { ChartKind } from "../charts/chartKinds";
import { curveInsets } from "../charts/curvePicture";
import { compactNumber, formatNumber } from "../charts/numbers";
import {
  cursorRows,
  hoverRows,
  parameterNames,
  shownResults,
  type ShownResult,
} from "../store/panelData";
import { readable } from "../store/readable";
import { chartWidth } from "../store/requests";
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

const rowsTold = readable(computed(() => ({ ...rowsNow.value, results: shownResults.value })));

/** More runs than this share the room beside a chart's title by fewer digits. */
export const crowd = 2;

/** Pixels of a value with its swatch; of what else stands in its row, where that is a sign and where it is a whole title. */
const valueWidth = 52;
const besideSign = 96;
const besideTitle = 200;

/** … and of the number of values that have no place there. */
const moreWidth = 22;

/** From this width of a chart on its title is a sign, as in the style sheet. */
const littleRoom = 420;

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
  const { step: at, rows: told, results } = rowsTold.value;
  const rows = new Map(told.map((row) => [row.runId, row]));
  const chart = chartTitle(kind, parameter);
  const all = selectedFirst(results).map((result) => {
    const { run } = result;
    const row = rows.get(run.id);
    // A run that is repeated over seeds is drawn as its median, whatever its own loss.
    const median = medianOf(kind.band?.(result));
    const value = median || !row ? undefined : valueOf(row, kind.id, parameter);
    // The last row leaves nowhere: it has no σ of its own, and curvature is known at some rows only.
    const isKnown = value !== undefined && !Number.isNaN(value);
    const raw = isKnown ? value : heightAt(median ?? kind.curve(result, parameter), at);
    const least = kind.id === "loss" ? leastLoss.value : undefined;
    const number = raw === undefined || least === undefined ? raw : raw - least;
    return { run, text: number === undefined ? "–" : legendNumber(number) };
  });
  const shown = valuesBeside(all.length);
  const whose = parameters.length > 1 ? parameterNames.value[parameter] : undefined;
  return (
    <span class="chartValues">
      {whose === undefined ? null : <span class="dim">{whose}:</span>}
      {all.slice(0, shown).map(({ run, text }) => (
        <ChartValue key={run.id} run={run} chart={chart} text={text} />
      ))}
      {all.length > shown ? <MoreValues chart={chart} values={all.slice(shown)} /> : null}
    </span>
  );
}

/** A run's value, ready to show. */
interface ToldValue {
  readonly run: PanelRun;
  readonly text: string;
}

/** How many of so many values stand beside a chart's title, which is only a sign where there is little room (`ChartHeading`). */
function valuesBeside(count: number): number {
  const width = chartWidth.value + curveInsets.left + curveInsets.right;
  const room = width - (width <= littleRoom ? besideSign : besideTitle);
  if (count <= crowd || count * valueWidth <= room) return count;
  return Math.max(1, Math.min(count, Math.floor((room - moreWidth) / valueWidth)));
}

function inWords({ run, text }: ToldValue, chart: string): string {
  return say("charts.value", { run: run.options.label, chart, value: text });
}

/** How many values had no room; hovering tells them. */
function MoreValues(props: {
  readonly chart: string;
  readonly values: readonly ToldValue[];
}): JSX.Element {
  const { chart, values } = props;
  const label = useCalm(() => values.map((value) => inWords(value, chart)).join("\n"));
  return (
    <span class="chartValue" title={label} aria-label={label} role="note">
      +{values.length}
    </span>
  );
}

function ChartValue(props: {
  readonly run: PanelRun;
  readonly chart: string;
  readonly text: string;
}): JSX.Element {
  const { run, chart, text } = props;
  const label = useCalm(() => inWords({ run, text }, chart));
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

function medianOf(band: Band | undefined): Curve | undefined {
  const values = band?.quantiles[bandLevels.indexOf(0.5)];
  return band && values && { steps: band.steps, values };
}

/** A curve's value at a step, linear between two numbers; the last number behind its end. */
function heightAt(curve: Curve | undefined, at: number): number | undefined {
  const { steps, values } = curve ?? { steps: [], values: [] };
  let before = steps.length - 1;
  while (before >= 0 && (steps[before]! > at || Number.isNaN(values[before]))) before--;
  if (before < 0) return undefined;
  let after = before + 1;
  while (after < steps.length && Number.isNaN(values[after])) after++;
  if (after >= steps.length) return values[before];
  const share = (at - steps[before]!) / (steps[after]! - steps[before]!);
  return values[before]! + share * (values[after]! - values[before]!);
}
