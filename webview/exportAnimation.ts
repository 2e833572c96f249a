import type { GifFrame } from "./charts/gif";
import { theme } from "./charts/theme";
import { host } from "./store/connection";
import { lastStep, shownFunction } from "./store/panelData";
import { look } from "./store/view";
import { formatCount } from "./charts/numbers";
import { say } from "../l10n/words";
import { surfaceDrawing, titled } from "./exportPictures";
import { pictureFormats } from "./parts/pictureScript";
import { placesOf, surfaceMarkers } from "./surface/surfaceModel";

/** Pictures of an animation, at most, and for how many hundredths of a second each is shown, the last one longer. */
const mostFrames = 72;
const delay = 8;
const lastDelay = 200;

/** The steps that are shown, from the first to the last: evenly, or as playing at a logarithmic pace does. */
export function shownSteps(last: number, pace: "log" | "even", most = mostFrames): number[] {
  const count = Math.min(most, last + 1);
  const steps = Array.from({ length: count }, (_, k) => {
    const share = k / Math.max(1, count - 1);
    return Math.round(pace === "log" ? (1 + last) ** share - 1 : share * last);
  });
  return [...new Set(steps)];
}

/** Draws the runs on the surface as they play, step by step, and gives the animation to the host to save. */
export async function exportAnimation(): Promise<void> {
  const name = shownFunction.value?.name ?? "loss";
  const canvas = document.createElement("canvas");
  const frames: GifFrame[] = [];
  const steps = shownSteps(lastStep.value, look("pace") === "log" ? "log" : "even");
  for (const [k, step] of steps.entries()) {
    const runs = placesOf(await host().rows(step));
    const drawing = surfaceDrawing({ start: surfaceMarkers.value.start, runs });
    if (!drawing) return;
    const at = say("surface.key.step", { step: formatCount(step) });
    const { width, height, draw } = titled(`${name} · ${at}`, drawing);
    if (k === 0) Object.assign(canvas, { width, height });
    // Read back after each picture, which is not for the graphics card.
    const pen = canvas.getContext("2d", { willReadFrequently: true })!;
    pen.fillStyle = theme.value.background;
    pen.fillRect(0, 0, width, height);
    draw(pen);
    const { data: pixels } = pen.getImageData(0, 0, canvas.width, canvas.height);
    frames.push({ pixels, delay: k === steps.length - 1 ? lastDelay : delay });
  }
  const { encodeGif } = await pictureFormats();
  const bytes = encodeGif(canvas.width, canvas.height, frames);
  void host().exportPicture.asEvent("gif", `${name}-surface`, bytes);
}
