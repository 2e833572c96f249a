import type { JSX } from "preact";
import type { Curve, Row } from "../../src/protocol/series";
import { chartKinds } from "../charts/chartKinds";
import { exactNumber, formatCount } from "../charts/numbers";
import { hoverRows, shownResults } from "../store/panelData";
import { say } from "../words";
import { chartTitle } from "./chartPicture";
import { Swatch } from "./swatch";

/** The chart under the pointer and where the pointer is, in pixels of the charts' area. */
export interface Hovered {
  readonly chart: string;
  readonly parameter: number;
  readonly x: number;
  readonly y: number;
  /** Is there more room left of the pointer? */
  readonly flip: boolean;
}

/** Exact raw values of every run at the step under the pointer. */
export function ChartReadout({ hovered }: { readonly hovered: Hovered }): JSX.Element | null {
  const kind = chartKinds.find(({ id }) => id === hovered.chart);
  if (!kind || hoverRows.value.rows.length === 0 || hovered.parameter < 0) return null;
  const rows = new Map(hoverRows.value.rows.map((row) => [row.runId, row]));
  return (
    <div
      class={hovered.flip ? "readout flip" : "readout"}
      ref={(element) => {
        element?.style.setProperty("--x", `${hovered.x}px`);
        element?.style.setProperty("--y", `${hovered.y}px`);
      }}
    >
      <div class="dim">
        {chartTitle(kind, hovered.parameter)} ·{" "}
        {say("surface.key.step", { step: formatCount(hoverRows.value.step) })}
      </div>
      {shownResults.value.map((result) => {
        const { run } = result;
        const row = rows.get(run.id);
        const current = row?.step === hoverRows.value.step ? row : undefined;
        const value = kind.everyRow
          ? current && valueOf(current, kind.id, hovered.parameter)
          : lastKnown(kind.curve(result, 0), hoverRows.value.step);
        return (
          <div key={run.id} class="readoutRow">
            <Swatch style={run.style} />
            <span>{run.options.label}</span>
            <span class="number">{value === undefined ? "–" : exactNumber(value)}</span>
          </div>
        );
      })}
    </div>
  );
}

/** The value at the last chosen row up to `step`. */
function lastKnown(curve: Curve | undefined, step: number): number | undefined {
  let index = (curve?.steps.length ?? 0) - 1;
  while (index >= 0 && curve!.steps[index]! > step) index--;
  return index < 0 ? undefined : curve!.values[index];
}

/** The value of a row that a chart draws. */
export function valueOf(row: Row, kind: string, parameter: number): number | undefined {
  const index = row.recorded.indexOf(parameter);
  switch (kind) {
    case "loss":
    case "gradientNorm":
    case "learningRate":
      return row[kind];
    case "theta":
    case "gradient":
    case "sigma":
    case "m":
      return row[kind][index];
    case "effectiveRate":
      return row.learningRate / (row.sigma[index] ?? NaN);
    default:
      return undefined;
  }
}
