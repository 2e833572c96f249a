import { expect, test } from "vitest";
import { curvesHeight, drawCurves, drawLegend } from "../../../../webview/charts/curvesPicture";
import type { CurvePicture } from "../../../../webview/charts/curvePicture";
import { svgPen } from "../../../../webview/charts/svgPen";
import type { Theme } from "../../../../webview/charts/theme";

const theme = {
  ...{ background: "#111", foreground: "#eee", dim: "#999", line: "#555", grid: "#333" },
  ...{ warning: "#fa0", error: "#f00", font: "sans-serif", highContrast: false },
} as Theme;

const picture: CurvePicture = {
  lines: [
    {
      points: [
        { x: 0, y: 0 },
        { x: 5, y: 1 },
        { x: 6, y: NaN },
        { x: 10, y: 0.5 },
      ],
      ...{ colour: "#0af", dash: [6, 3], width: 2, marker: "circle", failed: true },
    },
  ],
  ...{ x: [0, 10], y: [0, 1], limits: [0.25], theme },
  xTicks: [
    { at: 0, label: "0" },
    { at: 10, label: "ten" },
  ],
  yTicks: [
    { at: 0, label: "low" },
    { at: 1, label: "high" },
  ],
};

/** Two charts 800 wide: each 20 of title and then 110, of which 6 above and 4 below the plot are free. */
function drawn(): string {
  const { pen, text } = svgPen(800, curvesHeight(2), theme.background);
  const charts = ["Loss", "Scale"].map((title) => ({ title, picture }));
  drawCurves(pen, charts, "Step", 800, theme);
  return text();
}

test("a chart in a picture is Chart.js's own, placed below its title", () => {
  const svg = drawn();
  // Steps 0 to 10 lie from 56 to 788; after the gap a point alone has no line.
  const lines = svg.match(/<path d="M56 106L422 6"[^>]*stroke="#0af"[^>]*>/g);
  expect(lines).toHaveLength(2);
  expect(lines![0]).toContain('stroke-dasharray="6 3"');
  expect(lines![0]).toContain('transform="translate(0 20)');
  expect(lines![1]).toContain('transform="translate(0 150)');
});

test("it has what the screen has: tick labels, limits and the cross of a run that failed", () => {
  const svg = drawn();
  expect(svg.match(/>high<\/text>/g)).toHaveLength(2);
  expect(svg.match(/>ten<\/text>/g)).toHaveLength(1);
  expect(svg).toMatch(/<path d="M56 81L788 81" [^>]*stroke="#fa0"/);
  expect(svg.match(/fill="#f00"/g)).toHaveLength(2);
});

test("a curve of one point, of which there is no line, is its marker", () => {
  const [line] = picture.lines;
  const points = [
    { x: 0, y: 0.5 },
    { x: 1, y: NaN },
  ];
  const { pen, text } = svgPen(800, curvesHeight(1), theme.background);
  const lone = { ...picture, lines: [{ ...line!, points, failed: false }] };
  drawCurves(pen, [{ title: "Rate", picture: lone }], "Step", 800, theme);
  // Halfway up the plot, on the step 0 at 56.
  expect(text()).toContain('<path d="M52.5 56a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z" fill="#0af"');
  expect(drawn()).not.toContain("a3.5 3.5");
});

test("a run in the legend has its line and its marker on it", () => {
  const { pen, text } = svgPen(400, 24, theme.background);
  const runs = [
    { label: "a", colour: "#0af", dash: [], marker: "square" },
    { label: "b", colour: "#fa0", dash: [5, 3], marker: "circle" },
  ] as const;
  drawLegend(pen, runs, 400, theme);
  // Lines of 24 pixels from 8 and from 200, and in their middle a square and a circle of 8 pixels.
  expect(text()).toContain('<path d="M8 12L32 12" fill="none" stroke="#0af"');
  expect(text()).toContain('<path d="M16 8h8v8h-8z" fill="#0af"');
  expect(text()).toContain('<path d="M208 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z" fill="#fa0"');
});
