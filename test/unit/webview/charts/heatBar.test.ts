import { expect, test } from "vitest";
import { drawHeatBar } from "../../../../webview/charts/heatBar";
import { svgPen } from "../../../../webview/charts/svgPen";
import type { Theme } from "../../../../webview/charts/theme";

const theme = {
  ...{ background: "#fff", dim: "#777", line: "#ccc", font: "sans-serif" },
  ramp: [
    [255, 255, 255],
    [0, 80, 80],
  ],
} as unknown as Theme;

test("the ends of a map's bar say that lower and higher losses have their colours", () => {
  const { pen, text } = svgPen(600, 26, theme.background);
  const names = { linear: "L", logarithmic: "L, log" };
  drawHeatBar(pen, Float64Array.of(1, 10, 100, 1000), names, 2, 3, 596, theme);
  const labels = [...text().matchAll(/>([^<>]+)<\/text>/g)].map(([, label]) => label);
  expect(labels).toEqual(["L, log", "≤ 1", "10", "100", "≥ 1,000"]);
});
