import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { chartKinds } from "../charts/chartKinds";
import { curveInsets } from "../charts/curveChart";
import { exactNumber, formatCount } from "../charts/numbers";
import type { Row } from "../../src/protocol/series";
import { hoverRows, shownResults } from "../store/panelData";
import { goToStep, hoverStep } from "../store/view";
import { say } from "../words";
import { chartTitle } from "./chartPicture";
import { stepAt } from "./chartModel";
import { Swatch } from "./swatch";

interface Hovered {
  readonly chart: string;
  readonly parameter: number;
  readonly x: number;
  readonly y: number;
  readonly flip: boolean;
}

/** Follows the pointer over the charts: hovering reads exact values, pressing moves the step cursor. */
export function ChartPointer({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const hovered = useSignal<Hovered | undefined>(undefined);
  const pressed = useRef(false);
  const follow = (event: PointerEvent): void => {
    const canvas = (event.target as Element).closest(".chartCanvas");
    const chart = canvas?.closest<HTMLElement>(".chart");
    if (!canvas || !chart) {
      leave();
      return;
    }
    const box = canvas.getBoundingClientRect();
    const outer = (event.currentTarget as Element).getBoundingClientRect();
    const inner = box.width - curveInsets.left - curveInsets.right;
    const share = (event.clientX - box.left - curveInsets.left) / inner;
    if (share < -0.02 || share > 1.02) {
      leave();
      return;
    }
    hoverStep.value = stepAt(Math.max(0, Math.min(1, share)));
    if (pressed.current) goToStep(hoverStep.value);
    hovered.value = {
      chart: chart.dataset["chart"] ?? "",
      parameter: Number(chart.dataset["parameter"]),
      x: event.clientX - outer.left,
      y: event.clientY - outer.top,
      flip: share > 0.5,
    };
  };
  const leave = (): void => {
    hoverStep.value = undefined;
    hovered.value = undefined;
  };
  return (
    <div
      class="chartPointer"
      onPointerMove={follow}
      onPointerLeave={leave}
      onPointerDown={(event) => {
        if (event.button !== 0 || !(event.target as Element).closest(".chartCanvas")) return;
        pressed.current = true;
        follow(event);
        if (hoverStep.value !== undefined) goToStep(hoverStep.value);
      }}
      onPointerUp={() => {
        pressed.current = false;
      }}
    >
      {children}
      {hovered.value ? <Readout hovered={hovered.value} /> : null}
    </div>
  );
}

/** Exact raw values of every run at the step under the pointer. */
function Readout({ hovered }: { readonly hovered: Hovered }): JSX.Element | null {
  const kind = chartKinds.find(({ id }) => id === hovered.chart);
  if (!kind || hoverRows.value.rows.length === 0) return null;
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
        const value = row && valueOf(row, kind.id, hovered.parameter);
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
function valueOf(row: Row, kind: string, parameter: number): number | undefined {
  switch (kind) {
    case "loss":
    case "gradientNorm":
    case "learningRate":
      return row[kind];
    case "theta":
    case "gradient":
    case "sigma":
    case "m":
      return row[kind][row.recorded.indexOf(parameter)];
    case "effectiveRate":
      return row.learningRate / (row.sigma[row.recorded.indexOf(parameter)] ?? NaN);
    default:
      return undefined;
  }
}
