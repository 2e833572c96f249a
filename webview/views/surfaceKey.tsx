import type { JSX } from "preact";
import { formatCount, formatNumber } from "../charts/numbers";
import { knownOptimum, landscape } from "../store/panelData";
import { step } from "../store/view";
import { say } from "../words";

/** What colours and signs of the surface mean. */
export function SurfaceKey(): JSX.Element | null {
  const grid = landscape.value;
  if (!grid) return null;
  const { levels } = grid;
  return (
    <div class="surfaceKey dim">
      <span>
        <span aria-hidden="true">○</span> {say("surface.key.start")}
      </span>
      {knownOptimum.value && grid.axes.length === 2 ? (
        <span>
          <span aria-hidden="true">✕</span> {say("surface.key.optimum")}
        </span>
      ) : null}
      <span>
        <span aria-hidden="true">●</span>{" "}
        {say("surface.key.step", { step: formatCount(step.value) })}
      </span>
      {grid.axes.length === 2 && levels.length === 0 ? (
        <span>{say("surface.flat", { loss: formatNumber(anyNumber(grid.values), 4) })}</span>
      ) : null}
      {grid.axes.length === 2 && levels.length > 1 ? (
        <span class="heatKey">
          {say("surface.loss")} {formatNumber(levels[0]!, 3)}
          <span class="heatBar" aria-hidden="true" />
          {formatNumber(levels[levels.length - 1]!, 3)}
        </span>
      ) : null}
    </div>
  );
}

/** A finite value, where there is one. */
function anyNumber(values: Float64Array): number {
  return values.find(Number.isFinite) ?? NaN;
}
