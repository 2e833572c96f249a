import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { openLayer } from "../charts/layer";
import { formatNumber, formatPoint } from "../charts/numbers";
import { surfaceFrame, surfaceHeight } from "../charts/surfaceLayout";
import { drawAxes, drawGround, drawMarkers, drawPaths } from "../charts/surfacePicture";
import { theme } from "../charts/theme";
import {
  cursorRows,
  landscape,
  panelState,
  parameterNames,
  shownResults,
} from "../store/panelData";
import { changeView, clearView, surfaceAxes, view } from "../store/view";
import { Button } from "../ui/button";
import { Dropdown } from "../ui/dropdown";
import { say } from "../words";
import { Section } from "./section";
import { useSurfaceGestures, useWheelZoom, zoomSurface } from "./surfaceGestures";
import { SurfaceKey } from "./surfaceKey";
import { axisNames, ground, surfaceMarkers, surfaceRuns, surfaceWindow } from "./surfaceModel";
import { useSize } from "./useSize";

/** The loss over two parameters with the runs' trajectories, or the curve of a function of one. */
export function Surface(): JSX.Element {
  const oneParameter = parameterNames.value.length === 1;
  return (
    <Section
      name="surface"
      class="surfaceSection"
      title={say(oneParameter ? "surface.title.curve" : "surface.title")}
      tools={<SurfaceTools />}
    >
      <AxisChoice />
      <SurfaceCanvas />
      <SurfaceKey />
    </Section>
  );
}

function SurfaceTools(): JSX.Element {
  return (
    <>
      <Button appearance="icon" label={say("surface.zoomIn")} onClick={() => zoomSurface(1 / 1.5)}>
        <span class="glyph">+</span>
      </Button>
      <Button appearance="icon" label={say("surface.zoomOut")} onClick={() => zoomSurface(1.5)}>
        <span class="glyph">−</span>
      </Button>
      <Button
        appearance="icon"
        label={say("surface.reset")}
        disabled={view.value.surfaceWindow === undefined}
        onClick={() => clearView("surfaceWindow")}
      >
        <span class="glyph">⟲</span>
      </Button>
    </>
  );
}

/** Which two of many parameters stand on the axes. */
function AxisChoice(): JSX.Element | null {
  const names = parameterNames.value;
  const axes = surfaceAxes.value;
  if (names.length < 3 || axes.length === 1) return null;
  const choices = names.map((label, index) => ({ value: String(index), label }));
  const choose = (first: number, second: number): void => {
    clearView("surfaceWindow");
    changeView({ axes: [first, second] });
  };
  return (
    <div class="axisChoice">
      <Dropdown
        label={say("surface.axis.x")}
        value={String(axes[0])}
        choices={choices}
        onChoose={(x) => choose(Number(x), Number(x) === axes[1] ? axes[0] : axes[1])}
      />
      <span class="dim">×</span>
      <Dropdown
        label={say("surface.axis.y")}
        value={String(axes[1])}
        choices={choices}
        onChoose={(y) => choose(Number(y) === axes[0] ? axes[1] : axes[0], Number(y))}
      />
      <span class="dim">{say("surface.rest", { where: say("surface.rest.start") })}</span>
    </div>
  );
}

function SurfaceCanvas(): JSX.Element {
  const [box, size] = useSize<HTMLDivElement>();
  const groundLayer = useRef<HTMLCanvasElement>(null);
  const pathLayer = useRef<HTMLCanvasElement>(null);
  const markerLayer = useRef<HTMLCanvasElement>(null);
  const dragging = useSignal(false);
  const oneParameter = parameterNames.value.length === 1;
  const { width } = size.value;
  const height = surfaceHeight(width, oneParameter);

  const frameNow = () =>
    surfaceWindow.value && size.value.width > 0
      ? surfaceFrame(
          size.value.width,
          surfaceHeight(size.value.width, surfaceAxes.value.length === 1),
          surfaceWindow.value,
        )
      : undefined;
  const open = (layer: HTMLCanvasElement | null) =>
    layer &&
    openLayer(
      layer,
      size.value.width,
      surfaceHeight(size.value.width, surfaceAxes.value.length === 1),
    );

  useSignalEffect(() => {
    const frame = frameNow();
    const pen = open(groundLayer.current);
    if (!frame || !pen || !ground.value) return;
    drawGround(pen, ground.value, frame, theme.value);
    drawAxes(pen, axisNames.value, frame, theme.value);
  });
  useSignalEffect(() => {
    const frame = frameNow();
    const pen = open(pathLayer.current);
    if (frame && pen) drawPaths(pen, surfaceRuns.value, surfaceAxes.value, frame, theme.value);
  });
  useSignalEffect(() => {
    const frame = frameNow();
    const pen = open(markerLayer.current);
    if (!frame || !pen) return;
    drawMarkers(pen, { ...surfaceMarkers.value, dragging: dragging.value }, frame, theme.value);
  });
  const gestures = useSurfaceGestures(frameNow, dragging);
  useWheelZoom(() => box.current, frameNow);

  return (
    <div class="surfaceBox" ref={box}>
      <div
        class={dragging.value ? "surfaceCanvas dragging" : "surfaceCanvas"}
        role="img"
        tabIndex={0}
        aria-label={surfaceLabel()}
        ref={(element) => element?.style.setProperty("--height", `${height}px`)}
        {...gestures}
      >
        <canvas ref={groundLayer} />
        <canvas ref={pathLayer} />
        <canvas ref={markerLayer} />
        {landscape.value ? null : <p class="placeholder dim">{say("surface.empty")}</p>}
      </div>
    </div>
  );
}

/** The picture in words, for those who do not see it. */
function surfaceLabel(): string {
  const window = surfaceWindow.value;
  if (!window) return say("surface.empty");
  const rows = new Map(cursorRows.value.rows.map((row) => [row.runId, row]));
  const sentences = shownResults.value.flatMap(({ run }) => {
    const row = rows.get(run.id);
    if (!row) return [];
    const point = formatPoint(row.theta, 4);
    return say("surface.run", { label: run.options.label, point, loss: formatNumber(row.loss) });
  });
  const [x, y] = axisNames.value;
  return say(surfaceAxes.value.length === 1 ? "surface.label.curve" : "surface.label", {
    function: panelState.value?.function?.name ?? "",
    x,
    y,
    xFrom: formatNumber(window.x[0], 4),
    xTo: formatNumber(window.x[1], 4),
    yFrom: formatNumber(window.y[0], 4),
    yTo: formatNumber(window.y[1], 4),
    runs: sentences.join(" "),
  });
}
