import { expect, test } from "vitest";
import { drawStepParts, type StepParts } from "../../../../webview/charts/stepArrows";
import { svgPen } from "../../../../webview/charts/svgPen";
import type { Theme } from "../../../../webview/charts/theme";

const theme = { background: "#111", foreground: "#eee" } as Theme;

/** A plot of 100 × 100 pixels for 10 × 100 units: ten pixels a unit across, one up. */
const frame = { left: 0, top: 0, width: 100, height: 100, x: [0, 10], y: [0, 100] } as const;

function drawn(parts: Partial<StepParts>): string {
  const { pen, text } = svgPen(100, 100, theme.background);
  const whole = { gradient: [0, 3], m: [4, 0], sigma: [1, 10], ...parts } as const;
  drawStepParts(pen, whole, "#0af", [50, 50], frame, theme);
  return text();
}

test("−g and −m/σ are arrows of 44 pixels in their directions on the map", () => {
  const svg = drawn({});
  expect(svg).toMatch(/d="M50 50L50 94"[^>]*stroke="#eee"/);
  expect(svg).toMatch(/d="M50 50L6 50"[^>]*stroke="#0af"/);
});

test("a step is turned towards the parameter whose σ is small, as the map is stretched", () => {
  // (4/1 · 10, 40/10 · 1) pixels to the left and down: 40 and 4, made 44 long.
  const [x, y] = [50 - (40 / Math.hypot(40, 4)) * 44, 50 + (4 / Math.hypot(40, 4)) * 44];
  const round = (value: number): number => Math.round(value * 100) / 100;
  expect(drawn({ m: [4, 40] })).toContain(`d="M50 50L${round(x)} ${round(y)}"`);
});

test("the ellipse has the half-axes 1/σ on the map, the longer one 44 pixels", () => {
  // 1/1 · 10 against 1/10 · 1 pixels.
  expect(drawn({})).toMatch(/d="M94 50L[^"]*L50 50\.44L/);
});

test("where a step leads nowhere there is no arrow; from the last row only −g is known", () => {
  expect(drawn({ m: [0, 0] })).not.toContain('stroke="#0af" stroke-width="3"');
  const last = drawn({ m: [NaN, NaN], sigma: [NaN, NaN] });
  expect(last).not.toContain("#0af");
  expect(last).toContain('stroke="#eee"');
});
