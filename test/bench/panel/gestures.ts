import { toPixelX, toPixelY } from "../../../webview/charts/plotFrame";
import { surfaceFrame } from "../../../webview/charts/surfaceLayout";
import type { BenchPanel } from "./benchPanel";
import type { Gesture } from "./frameWork";

/** Frames of a gesture. */
const frames = 120;

/** Takes the thumb of the step slider from its end to its beginning. */
export async function dragOfStep(panel: BenchPanel): Promise<Gesture> {
  const slider = panel.workbench.panel().getByRole("slider", { name: "Step", exact: true });
  const box = await slider.boundingBox();
  if (!box) throw new Error("the step slider is not in sight");
  const y = box.y + box.height / 2;
  const [left, right] = [box.x + 8, box.x + box.width - 8];
  const places = Array.from({ length: frames }, (_, k) => {
    return [right - ((k + 1) / frames) * (right - left), y] as const;
  });
  return { reruns: false, press: [right, y], places };
}

/** Takes hold of the start of Rosenbrock's example and leads it around on the map, four times: in fewer pixels a press is a click. */
export async function dragOfStart(panel: BenchPanel): Promise<Gesture> {
  const map = panel.workbench.panel().locator('[data-section="surface"] .surfaceCanvas');
  await map.scrollIntoViewIfNeeded();
  await map.locator(".placeholder").waitFor({ state: "detached" });
  const box = await map.boundingBox();
  if (!box) throw new Error("the surface is not in sight");
  // The window that the example asks for.
  const frame = surfaceFrame(box.width, box.height, { x: [-2, 2], y: [-1, 3] });
  const at = (x: number, y: number) =>
    [box.x + toPixelX(frame, x), box.y + toPixelY(frame, y)] as const;
  const places = Array.from({ length: frames }, (_, k) => {
    const angle = (8 * Math.PI * (k + 1)) / frames;
    return at(-1.2 * Math.cos(angle), 1 + 1.2 * Math.sin(angle));
  });
  return { reruns: true, press: at(-1.2, 1), places };
}
