import {
  curvesHeight,
  drawCurves,
  drawLegend,
  legendHeight,
  type LegendEntry,
} from "./charts/curvesPicture";
import { drawHeatBar, heatBarHeight } from "./charts/heatBar";
import { drawLabels } from "./charts/isolineLabels";
import { drawAhead, drawPaths, isAnyAhead } from "./charts/pathPicture";
import type { Pen } from "./charts/pen";
import { runStyle } from "./charts/runStyle";
import { surfaceFrame, surfaceHeight } from "./charts/surfaceLayout";
import { drawAxes, drawGround, drawMarkers } from "./charts/surfacePicture";
import { theme } from "./charts/theme";
import { host } from "./store/connection";
import { shownFunction, shownResults } from "./store/panelData";
import { withFineSeries } from "./store/requests";
import { look, surfaceAxes } from "./store/view";
import { say } from "../l10n/words";
import { shownCharts } from "./curves/chartPicture";
import { pictureFormats } from "./parts/pictureScript";
import { heatBarNames } from "./surface/surfaceKey";
import {
  axisNames,
  ground,
  startPlace,
  stepParts,
  surfaceMarkers,
  surfaceRuns,
  surfaceWindow,
} from "./surface/surfaceModel";

export type PictureName = "surface" | "curves";
export type PictureFormat = "png" | "svg";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly draw: (pen: Pen) => void;
}

/** Pictures are this wide, whatever the panel's width; PNG has twice as many pixels. */
const pictureWidth = 800;
const pixelRatio = 2;
const titleHeight = 28;

/** Draws a picture anew and gives it to the host to save. */
export async function exportPicture(name: PictureName, format: PictureFormat): Promise<void> {
  const bytes = await withFineSeries(pictureWidth * pixelRatio, async () => {
    const drawing = drawingOf(name);
    if (!drawing) return undefined;
    return format === "svg"
      ? new TextEncoder().encode(await asSvg(drawing))
      : new Uint8Array(await (await asPng(drawing)).arrayBuffer());
  });
  if (!bytes) return;
  const file = `${shownFunction.value?.name ?? "loss"}-${name}`;
  void host().exportPicture.asEvent(format, file, bytes);
}

/** Draws a picture anew and puts it on the clipboard. */
export async function copyPicture(name: PictureName): Promise<void> {
  if (!drawingOf(name)) return;
  const png = withFineSeries(pictureWidth * pixelRatio, () => asPng(drawingOf(name)!));
  // The promise and not the picture: a clipboard that is asked for later than at the click refuses.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
}

function drawingOf(name: PictureName): Drawing | undefined {
  const drawing =
    name === "surface"
      ? surfaceDrawing({ ...surfaceMarkers.value, parts: stepParts.value })
      : curvesDrawing();
  return drawing && titled(shownFunction.value?.name ?? "", drawing);
}

/** A picture below its title and the legend of the runs. */
export function titled(title: string, { width, height, draw }: Drawing): Drawing {
  const entries = legend();
  return {
    width,
    height: titleHeight + legendHeight + height,
    draw(pen) {
      pen.save();
      pen.fillStyle = theme.value.foreground;
      pen.font = `600 15px ${theme.value.font}`;
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      pen.fillText(title, 8, titleHeight / 2 + 3);
      pen.translate(0, titleHeight);
      drawLegend(pen, entries, width, theme.value);
      pen.translate(0, legendHeight);
      draw(pen);
      pen.restore();
    },
  };
}

function legend(): LegendEntry[] {
  const { palette } = theme.value;
  return shownResults.value.map(({ run }) => {
    const { colour, dash, marker } = runStyle(run.style);
    return { label: run.options.label, colour: palette[colour], dash, marker };
  });
}

type Markers = typeof surfaceMarkers.value & {
  readonly parts?: typeof stepParts.value;
};

/** The surface with its runs as far as these have come. */
export function surfaceDrawing(markers: Markers): Drawing | undefined {
  const window = surfaceWindow.value;
  const under = ground.value;
  if (!window || !under) return undefined;
  const runs = surfaceRuns.value;
  const reached = new Map(markers.runs.map((run) => [run.runId, run]));
  const axes = surfaceAxes.value;
  const height = surfaceHeight(pictureWidth, axes.length === 1);
  const frame = surfaceFrame(pictureWidth, height, window);
  const { levels } = under.landscape;
  return {
    width: pictureWidth,
    height: height + heatBarHeight + 6,
    draw(pen) {
      drawGround(pen, under, frame, theme.value);
      drawAxes(pen, axisNames.value, frame, theme.value);
      if (isAnyAhead(runs, reached)) drawAhead(pen, runs, frame, theme.value);
      drawPaths(pen, runs, reached, frame, theme.value);
      drawLabels(pen, under, frame, theme.value, startPlace.value);
      drawMarkers(pen, { ...markers, dragging: false }, frame, theme.value);
      if (axes.length === 2) {
        drawHeatBar(pen, levels, heatBarNames(), frame.left, height, frame.width, theme.value);
      }
    },
  };
}

function curvesDrawing(): Drawing | undefined {
  const charts = shownCharts();
  if (charts.length === 0) return undefined;
  const title = say(look("stepAxis") === "log" ? "charts.step.log" : "charts.step");
  return {
    width: pictureWidth,
    height: curvesHeight(charts.length),
    draw: (pen) => drawCurves(pen, charts, title, pictureWidth, theme.value),
  };
}

async function asSvg({ width, height, draw }: Drawing): Promise<string> {
  const { svgPen } = await pictureFormats();
  const { pen, text } = svgPen(width, height, theme.value.background);
  draw(pen);
  return text();
}

async function asPng({ width, height, draw }: Drawing): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width * pixelRatio;
  canvas.height = height * pixelRatio;
  const context = canvas.getContext("2d")!;
  context.scale(pixelRatio, pixelRatio);
  context.fillStyle = theme.value.background;
  context.fillRect(0, 0, width, height);
  draw(context);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The picture could not be made into a PNG");
  return blob;
}
