import type { JSX } from "preact";
import type { Row } from "../../src/protocol/series";
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
      {shownResults.value.map(({ run }) => {
        const row = rows.get(run.id);
        const current = row?.step === hoverRows.value.step ? row : undefined;
        const value = current && valueOf(current, kind.id, hovered.parameter);
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
