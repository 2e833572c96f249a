import { computed, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { drawLabels } from "../charts/isolineLabels";
import { openLayer } from "../charts/layer";
import { formatCount, formatNumber } from "../charts/numbers";
import type { Pen } from "../charts/pen";
import type { PlotFrame } from "../charts/plotFrame";
import { drawAhead, drawPaths, isAnyAhead } from "../charts/pathPicture";
import { surfaceFrame } from "../charts/surfaceLayout";
import { drawAxes, drawGround, drawMarkers } from "../charts/surfacePicture";
import { theme } from "../charts/theme";
import { withNext } from "../store/coalesce";
import { surfacePictureHeight } from "../store/layout";
import { allSeries, landscape, parameterNames, runs } from "../store/panelData";
import { changeView, clearView, look, surfaceAxes, surfaceMode } from "../store/view";
import { Dropdown } from "../ui/dropdown";
import { GlyphButton, IconButton } from "../ui/iconButton";
import { say } from "../../l10n/words";
import { resetSurface } from "./landscapeRequests";
import { startHeld } from "../store/startHeld";
import { fittedPlane, planeAwaited, principalMode } from "./principalModel";
import { ReliefView } from "./reliefView";
import { useCalm } from "../parts/resting";
import { Section } from "../parts/section";
import { useSurfaceGestures, useWheelZoom, zoomSurface } from "./gestures";
import { SurfaceKey } from "./surfaceKey";
import { surfaceLabel } from "./surfaceLabel";
import {
  axisNames,
  ground,
  reachedPlaces,
  startPlace,
  stepParts,
  surfaceMarkers,
  surfaceRuns,
  surfaceWindow,
} from "./surfaceModel";
import { useSize } from "../parts/useSize";
import { WheelHint } from "./wheelHint";
import "./surface.css";

const surfaceModes = ["principal", "map", "relief"] as const;

const reliefMode = computed(() => surfaceMode.value === "relief");

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
      {reliefMode.value ? <ReliefView /> : <SurfaceCanvas />}
      <SurfaceKey />
    </Section>
  );
}

function SurfaceTools(): JSX.Element {
  return (
    <>
      <SurfaceModes />
      <StepPartsSwitch />
      <GlyphButton glyph="+" name={say("surface.zoomIn")} onClick={() => zoomSurface(1 / 1.5)} />
      <GlyphButton glyph="−" name={say("surface.zoomOut")} onClick={() => zoomSurface(1.5)} />
      <GlyphButton glyph="⟲" name={say("surface.reset")} onClick={resetSurface} />
    </>
  );
}

/** Draws what a step is made of, at the cursor of the selected run; on the map, and elsewhere it keeps its place. */
function StepPartsSwitch(): JSX.Element | null {
  if (parameterNames.value.length < 2) return null;
  return (
    <IconButton
      icon="stepParts"
      name={say("surface.parts")}
      help={say("surface.parts.help")}
      pressed={look("stepParts")}
      disabled={surfaceMode.value !== "map"}
      onClick={() => changeView({ stepParts: !look("stepParts") })}
    />
  );
}

/** From above, in three dimensions, or, of many parameters, on the plane of the trajectories. */
function SurfaceModes(): JSX.Element | null {
  const count = parameterNames.value.length;
  if (count < 2) return null;
  const modes = count > 2 ? surfaceModes : surfaceModes.filter((mode) => mode !== "principal");
  return (
    <span class="axisSwitch" role="group" aria-label={say("surface.mode")}>
      {modes.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-label={say(`surface.mode.${mode}`)}
          aria-pressed={mode === surfaceMode.value}
          data-text={say(`surface.mode.${mode}.short`)}
          title={say(`surface.mode.${mode}.help`)}
          onClick={() => {
            clearView("surfaceWindow");
            changeView({ surfaceMode: mode });
          }}
        >
          {say(`surface.mode.${mode}.short`)}
        </button>
      ))}
    </span>
  );
}

/** Which two of many parameters stand on the axes. */
function AxisChoice(): JSX.Element | null {
  const names = parameterNames.value;
  const axes = surfaceAxes.value;
  if (names.length < 3 || axes.length === 1) return null;
  if (principalMode.value) return <PlaneNote />;
  if (planeAwaited.value) return <p class="surfaceAxes dim">{say("surface.principal.soon")}</p>;
  const choices = names.map((label, index) => ({ value: String(index), label }));
  const choose = (first: number, second: number): void => {
    clearView("surfaceWindow");
    changeView({ axes: [first, second] });
  };
  return (
    <div class="surfaceAxes axisChoice">
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
      <span class="dim">{say("surface.rest", { where: restPlace() })}</span>
    </div>
  );
}

/** What the plane of the trajectories holds, and where it lies. */
function PlaneNote(): JSX.Element {
  const fitted = fittedPlane.value;
  if (!fitted) return <p class="surfaceAxes dim">{say("surface.principal.wait")}</p>;
  const percent = formatNumber(fitted.share * 100, 3);
  const note = say("surface.principal.share", { percent, where: restPlace() });
  return (
    <p class="surfaceAxes dim" title={`${note} ${say("surface.principal.start")}`}>
      {note}
    </p>
  );
}

/** Where the parameters that are not on the axes are held, in words. */
function restPlace(): string {
  const best = fittedPlane.value?.best;
  const run = runs.value.find(({ id }) => id === best?.runId);
  return best && run
    ? say("surface.rest.best", { step: formatCount(best.step), run: run.options.label })
    : say("surface.rest.start");
}

/** Does any run go on after the step cursor? */
const anyAhead = computed(() => isAnyAhead(surfaceRuns.value, reachedPlaces.value));

/** Milliseconds that a dragged start waits to be drawn with the next paths: to compose a picture costs as much as to draw it. */
const patience = 40;

function SurfaceCanvas(): JSX.Element {
  const [box, size] = useSize<HTMLDivElement>();
  const markerLayer = useRef<HTMLCanvasElement>(null);
  const calmStart = useRef<readonly [number, number]>();
  const drawWithPaths = useMemo(() => withNext(patience), []);
  const label = useCalm(surfaceLabel);
  const { width } = size.value;
  const height = surfacePictureHeight(width);

  const frameNow = () =>
    surfaceWindow.value && size.value.width > 0
      ? surfaceFrame(size.value.width, surfacePictureHeight(size.value.width), surfaceWindow.value)
      : undefined;
  const open = (layer: HTMLCanvasElement | null) =>
    layer && openLayer(layer, size.value.width, surfacePictureHeight(size.value.width));
  /** A layer that is drawn anew whenever what `draw` reads changes. */
  const useLayer = (draw: (pen: Pen, frame: PlotFrame) => void) => {
    const layer = useRef<HTMLCanvasElement>(null);
    useSignalEffect(() => {
      const frame = frameNow();
      const pen = open(layer.current);
      if (frame && pen) draw(pen, frame);
    });
    return layer;
  };

  const groundLayer = useLayer((pen, frame) => {
    if (!ground.value) return;
    drawGround(pen, ground.value, frame, theme.value);
    drawAxes(pen, axisNames.value, frame, theme.value);
  });
  // A layer of its own: playing redraws what has been passed, not what follows.
  const aheadLayer = useLayer((pen, frame) => {
    if (anyAhead.value) drawAhead(pen, surfaceRuns.value, frame, theme.value);
  });
  const pathLayer = useLayer((pen, frame) => {
    drawPaths(pen, surfaceRuns.value, reachedPlaces.value, frame, theme.value);
  });
  const labelLayer = useLayer((pen, frame) => {
    // While the start is dragged, labels stay where they are.
    if (!startHeld.value) calmStart.current = startPlace.value;
    if (ground.value) drawLabels(pen, ground.value, frame, theme.value, calmStart.current);
  });
  useSignalEffect(() => {
    const frame = frameNow();
    const markers = { ...surfaceMarkers.value, parts: stepParts.value, dragging: startHeld.value };
    const colours = theme.value;
    drawWithPaths(allSeries.value, startHeld.value, () => {
      const pen = open(markerLayer.current);
      if (frame && pen) drawMarkers(pen, markers, frame, colours);
    });
  });
  const gestures = useSurfaceGestures(frameNow);
  useWheelZoom(() => box.current, frameNow);

  return (
    <div class="surfaceBox" ref={box}>
      <div
        class={startHeld.value ? "surfaceCanvas dragging" : "surfaceCanvas"}
        role="img"
        tabIndex={0}
        aria-label={label}
        ref={(element) => element?.style.setProperty("--height", `${height}px`)}
        {...gestures}
      >
        <canvas ref={groundLayer} />
        <canvas ref={aheadLayer} />
        <canvas ref={pathLayer} />
        <canvas ref={labelLayer} />
        <canvas ref={markerLayer} />
        <WheelHint />
        {landscape.value ? null : <p class="placeholder dim">{say("surface.empty")}</p>}
      </div>
    </div>
  );
}
