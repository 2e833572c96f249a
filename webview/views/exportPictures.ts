import { curvesHeight, drawCurves } from "../charts/curvesPicture";
import { drawAhead, drawPaths, isAnyAhead } from "../charts/pathPicture";
import type { Pen } from "../charts/pen";
import { runStyle } from "../charts/runStyle";
import { surfaceFrame, surfaceHeight } from "../charts/surfaceLayout";
import { drawAxes, drawGround, drawMarkers } from "../charts/surfacePicture";
import { svgPen } from "../charts/svgPen";
import { theme } from "../charts/theme";
import { host } from "../store/connection";
import { shownFunction, shownResults } from "../store/panelData";
import { look, surfaceAxes } from "../store/view";
import { say } from "../words";
import { shownCharts } from "./chartPicture";
import {
  axisNames,
  ground,
  reachedPlaces,
  surfaceMarkers,
  surfaceRuns,
  surfaceWindow,
} from "./surfaceModel";

export type PictureName = "surface" | "curves";
export type PictureFormat = "png" | "svg";

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly draw: (pen: Pen) => void;
}

/** Pictures are this wide, whatever the panel's width; PNG has twice as many pixels. */
const pictureWidth = 800;
const pixelRatio = 2;

/** Draws a picture anew and gives it to the host to save. */
export async function exportPicture(name: PictureName, format: PictureFormat): Promise<void> {
  const drawing = name === "surface" ? surfaceDrawing() : curvesDrawing();
  if (!drawing) return;
  const bytes = format === "svg" ? new TextEncoder().encode(asSvg(drawing)) : await asPng(drawing);
  const file = `${shownFunction.value?.name ?? "loss"}-${name}`;
  void host().exportPicture.asEvent(format, file, bytes);
}

function surfaceDrawing(): Drawing | undefined {
  const window = surfaceWindow.value;
  const under = ground.value;
  if (!window || !under) return undefined;
  const [runs, reached] = [surfaceRuns.value, reachedPlaces.value];
  const axes = surfaceAxes.value;
  const height = surfaceHeight(pictureWidth, axes.length === 1);
  const frame = surfaceFrame(pictureWidth, height, window);
  return {
    width: pictureWidth,
    height,
    draw(pen) {
      drawGround(pen, under, frame, theme.value);
      drawAxes(pen, axisNames.value, frame, theme.value);
      if (isAnyAhead(runs, reached)) drawAhead(pen, runs, frame, theme.value);
      drawPaths(pen, runs, reached, frame, theme.value);
      drawMarkers(pen, { ...surfaceMarkers.value, dragging: false }, frame, theme.value);
    },
  };
}

function curvesDrawing(): Drawing | undefined {
  const charts = shownCharts();
  if (charts.length === 0) return undefined;
  const { palette } = theme.value;
  const legend = shownResults.value.map(({ run }) => {
    const { colour, dash } = runStyle(run.style);
    return { label: run.options.label, colour: palette[colour], dash };
  });
  const title = say(look("stepAxis") === "log" ? "charts.step.log" : "charts.step");
  return {
    width: pictureWidth,
    height: curvesHeight(charts.length),
    draw: (pen) => drawCurves(pen, charts, legend, title, pictureWidth, theme.value),
  };
}

function asSvg({ width, height, draw }: Drawing): string {
  const { pen, text } = svgPen(width, height, theme.value.background);
  draw(pen);
  return text();
}

async function asPng({ width, height, draw }: Drawing): Promise<Uint8Array> {
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
  return new Uint8Array(await blob.arrayBuffer());
}
