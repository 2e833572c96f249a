import { computed, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { hasUndefined } from "../charts/hatching";
import { drawHeatBar, heatBarHeight } from "../charts/heatBar";
import { openLayer } from "../charts/layer";
import { formatCount, formatNumber } from "../charts/numbers";
import { theme } from "../charts/theme";
import { landscape } from "../store/panelData";
import { readable } from "../store/readable";
import { toldStep } from "../store/toldStep";
import { surfaceAxes, surfaceMode } from "../store/view";
import { say } from "../../l10n/words";
import { startHeld } from "../store/startHeld";
import { pointedPlace, pointedValue } from "./pointedPlace";
import { onPlane } from "./principalModel";
import { axisNames, runsBegin, stepParts } from "./surfaceModel";
import { useSize } from "../parts/useSize";

/** What colours and signs of the surface mean, and what there is under the pointer. */
export function SurfaceKey(): JSX.Element | null {
  const grid = landscape.value;
  if (!grid) return null;
  const { levels, axes } = grid;
  return (
    <>
      <div class="surfaceKey signs dim">{told.value ? <Told /> : <Signs />}</div>
      {axes.length === 2 && levels.length > 1 ? <HeatBar /> : null}
    </>
  );
}

function Signs(): JSX.Element {
  const grid = landscape.value!;
  const isMap = grid.axes.length === 2;
  const isRelief = surfaceMode.value === "relief";
  return (
    <>
      {isRelief ? null : (
        <span>
          <span aria-hidden="true">○</span> {say("surface.key.start")}
        </span>
      )}
      <span>
        <span aria-hidden="true">●</span>{" "}
        {say("surface.key.step", { step: formatCount(toldStep.value) })}
      </span>
      {isRelief ? (
        <span class="oneLine" title={say("relief.start.why")}>
          {say("relief.start")}
        </span>
      ) : null}
      {stepParts.value ? <span>{say("surface.key.parts")}</span> : null}
      {isMap && hasUndefined(grid) ? <span>{say("surface.key.undefined")}</span> : null}
      {isMap && grid.levels.length === 0 ? (
        <span>{say("surface.flat", { loss: formatNumber(anyNumber(grid.values), 4) })}</span>
      ) : null}
    </>
  );
}

/** The place under the pointer, its loss and its gradient; of a start that is held those of the runs' first step. */
const told = readable(
  computed(() => {
    if (startHeld.value) return runsBegin.value;
    const place = pointedPlace.value;
    return place && { place, ...pointedValue.value };
  }),
);

function Told(): JSX.Element {
  const {
    place: [atX, atY],
    loss,
    gradientNorm,
  } = told.value!;
  const [x, y] = onPlane.value ? ["u", "v"] : axisNames.value;
  const isMap = surfaceAxes.value.length === 2;
  const values = [
    [x, atX],
    ...(isMap ? [[y, atY] as const] : []),
    ["L", loss],
    ["‖g‖", gradientNorm],
  ] as const;
  return (
    <>
      {values.map(([name, value]) => (
        <span key={name} class="pointed">
          {say("surface.pointed", {
            name,
            value: value === undefined ? "…" : formatNumber(value, 4),
          })}
        </span>
      ))}
    </>
  );
}

/** How the bar of the map's colours names its scale. */
export function heatBarNames(): { readonly linear: string; readonly logarithmic: string } {
  return { linear: say("surface.bar.linear"), logarithmic: say("surface.bar.log") };
}

function HeatBar(): JSX.Element {
  const [box, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  useSignalEffect(() => {
    const { width } = size.value;
    const levels = landscape.value?.levels;
    if (!canvas.current || !levels || width === 0) return;
    const pen = openLayer(canvas.current, width, heatBarHeight);
    drawHeatBar(pen, levels, heatBarNames(), 2, 3, width - 4, theme.value);
  });
  return (
    <div ref={box}>
      <canvas class="heatBar" ref={canvas} aria-hidden="true" />
    </div>
  );
}

/** A finite value, where there is one. */
function anyNumber(values: Float64Array): number {
  return values.find(Number.isFinite) ?? NaN;
}
