import { computed, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { openLayer } from "../charts/layer";
import { theme } from "../charts/theme";
import { surfacePictureHeight } from "../store/layout";
import { landscape } from "../store/panelData";
import { changeView, look } from "../store/view";
import { say } from "../../l10n/words";
import { useCalm } from "../parts/resting";
import { selectNothing } from "../parts/selectNothing";
import { useWheelZoom, zoomByKey } from "./gestures";
import { reliefScript } from "./reliefScript";
import { surfaceLabel } from "./surfaceLabel";
import { axisNames, reachedPlaces, surfaceMarkers, surfaceRuns } from "./surfaceModel";
import { useSize } from "../parts/useSize";
import { WheelHint } from "./wheelHint";

/** Radians a key press or 100 pixels of dragging turn the relief by. */
const keyTurn = 0.12;
const turnPerPixel = 0.008;

/** What lies under the runs. */
const ground = computed(() => {
  const script = reliefScript();
  const grid = landscape.value;
  if (!script || grid?.axes.length !== 2) return undefined;
  return { landscape: grid, heights: script.reliefHeights(grid) };
});

/** Turns the relief, never upside down. */
function turnBy(around: number, tip: number): void {
  const [a, t] = look("turn");
  const full = 2 * Math.PI;
  changeView({ turn: [(a + around) % full, Math.max(0.05, Math.min(Math.PI / 2, t + tip))] });
}

/** The surface with its trajectories in three dimensions; turned by dragging and by arrow keys. */
export function ReliefView(): JSX.Element {
  const [box, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<readonly [number, number]>();
  const label = useCalm(surfaceLabel);
  const height = surfacePictureHeight(size.value.width);
  const letGo = (): void => {
    drag.current = undefined;
  };
  useSignalEffect(() => {
    const { width } = size.value;
    if (width === 0 || !canvas.current) return;
    const sight = { turn: look("turn"), width, height: surfacePictureHeight(width) };
    const pen = openLayer(canvas.current, width, sight.height);
    if (!ground.value) return;
    const relief = {
      ...ground.value,
      runs: surfaceRuns.value,
      reached: reachedPlaces.value,
      markers: surfaceMarkers.value.runs,
      names: [...axisNames.value, say("relief.height")] as const,
    };
    reliefScript()?.drawRelief(pen, relief, sight, theme.value);
  });
  useWheelZoom(() => box.current);
  return (
    <div class="surfaceBox" ref={box}>
      <div
        class="surfaceCanvas relief"
        role="img"
        tabIndex={0}
        aria-label={`${label} ${say("relief.help")}`}
        title={say("relief.help")}
        ref={(element) => element?.style.setProperty("--height", `${height}px`)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          drag.current = [event.clientX, event.clientY];
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (!drag.current) return;
          const [x, y] = drag.current;
          drag.current = [event.clientX, event.clientY];
          turnBy((event.clientX - x) * turnPerPixel, (event.clientY - y) * turnPerPixel);
        }}
        onMouseDown={selectNothing}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onKeyDown={(event) => {
          const turns: Readonly<Record<string, readonly [number, number]>> = {
            ArrowLeft: [-keyTurn, 0],
            ArrowRight: [keyTurn, 0],
            ArrowUp: [0, keyTurn],
            ArrowDown: [0, -keyTurn],
          };
          const turn = turns[event.key];
          if (turn) turnBy(...turn);
          else if (!zoomByKey(event)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <canvas ref={canvas} />
        <WheelHint />
      </div>
    </div>
  );
}
