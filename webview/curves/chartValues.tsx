import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import type { PanelRun } from "../../src/protocol/panelCalls";
import { bandLevels, type Band, type Curve, type Row } from "../../src/protocol/series";
import type { ChartKind } from "../charts/chartKinds";
import {
  cursorRows,
  hoverRows,
  parameterNames,
  shownResults,
  type ShownResult,
} from "../store/panelData";
import { readable } from "../store/readable";
import { hoverStep, selectedRunId, step } from "../store/view";
import { say } from "../../l10n/words";
import { allParameters } from "./chartModel";
import { chartTitle } from "./chartPicture";
import { leastLoss } from "./lossGap";
import { valueOf } from "./rowValue";
import { fitValues, roomBehind } from "./valueRoom";
import { textWidth } from "./valueWidth";
import { useCalm } from "../parts/resting";
import { Swatch } from "../parts/swatch";
import { useSize } from "../parts/useSize";

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
  const values = selectedFirst(results).map((result) => {
    const { run } = result;
    const row = rows.get(run.id);
    // A run that is repeated over seeds is drawn as its median, whatever its own loss.
    const median = medianOf(kind.band?.(result));
    const value = median || !row ? undefined : valueOf(row, kind.id, parameter);
    // The last row leaves nowhere: it has no σ of its own, and curvature is known at some rows only.
    const isKnown = value !== undefined && !Number.isNaN(value);
    const raw = isKnown ? value : heightAt(median ?? kind.curve(result, parameter), at);
    const least = kind.id === "loss" ? leastLoss.value : undefined;
    return { run, value: raw === undefined || least === undefined ? raw : raw - least };
  });
  const name = parameters.length > 1 ? parameterNames.value[parameter] : undefined;
  return <ValueRow chart={chart} whose={name && `${name}:`} values={values} />;
}

/** As many of the values as have room, and the number of the others. */
function ValueRow(props: {
  readonly chart: string;
  readonly whose: string | undefined;
  readonly values: readonly { readonly run: PanelRun; readonly value: number | undefined }[];
}): JSX.Element {
  const { chart, whose, values } = props;
  const [box, size] = useSize<HTMLSpanElement>();
  // All of them until it is known how wide the row is.
  const room = roomBehind(whose, size.value.width || Infinity, textWidth);
  const { texts, shown } = fitValues(
    values.map(({ value }) => value),
    room,
    textWidth,
  );
  const all = values.map(({ run }, k) => ({ run, text: texts[k]! }));
  return (
    <span class="chartValues" ref={box}>
      {whose === undefined ? null : <span class="dim">{whose}</span>}
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
    <span class="moreValues" title={label} aria-label={label} role="note">
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
