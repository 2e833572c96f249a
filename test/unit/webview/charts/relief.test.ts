import { describe, expect, test } from "vitest";
import type { Landscape } from "../../../../src/protocol/series";
import { contourLevels } from "../../../../src/simulation/landscape/contourLevels";
import { drawReliefAxes } from "../../../../webview/charts/reliefAxes";
import { drawCells } from "../../../../webview/charts/reliefCells";
import { reliefHeights } from "../../../../webview/charts/reliefHeights";
import type { ReliefSight } from "../../../../webview/charts/reliefSight";
import { svgPen } from "../../../../webview/charts/svgPen";
import type { Theme } from "../../../../webview/charts/theme";

const theme = {
  ...{ background: "#111", foreground: "#eee", dim: "#999", font: "sans-serif" },
  ramp: [
    [20, 20, 20],
    [80, 160, 150],
  ],
  ...{ dark: true, highContrast: false },
} as unknown as Theme;

const size = 65;

/** A landscape over −1 … 1 by −1 … 1. */
function landscapeOf(loss: (x: number, y: number) => number): Landscape {
  const place = (k: number): number => (k / (size - 1)) * 2 - 1;
  const values = Float64Array.from({ length: size * size }, (_, k) =>
    loss(place(k % size), place(Math.floor(k / size))),
  );
  const { levels } = contourLevels(values, 14, Infinity);
  return {
    axes: [0, 1],
    x: [-0.148, 3.44],
    y: [-0.0558, 3.36],
    columns: size,
    rows: size,
    values,
    levels,
  };
}

/** Texts with their places: about 6 pixels a letter of 11, which is narrower than most fonts. */
function textsIn(svg: string): readonly { text: string; box: readonly number[] }[] {
  const pattern = /<text x="([\d.-]+)" y="([\d.-]+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)</g;
  return [...svg.matchAll(pattern)].map(([, x, y, anchor, text]) => {
    const width = text!.length * 6;
    const left = Number(x) - { start: 0, middle: 0.5, end: 1 }[anchor!]! * width;
    return { text: text!, box: [left, Number(y) - 9, left + width, Number(y) + 2] };
  });
}

const turns = Array.from({ length: 24 }, (_, k) => (k / 24) * 2 * Math.PI);
const sights: readonly ReliefSight[] = [
  [256, 307],
  [356, 164],
  [440, 319],
].flatMap(([width, height]) =>
  [0.05, 0.7, 1.2, Math.PI / 2].flatMap((tip) =>
    turns.map((around) => ({ turn: [around, tip] as const, width: width!, height: height! })),
  ),
);

describe("the axes of a relief", () => {
  const landscape = landscapeOf((x, y) => 0.03 + x * x + y ** 4);
  const names = [
    "hidden[0][0]",
    "hidden[0][1]",
    "height: loss, spaced as the isolines are",
  ] as const;
  const drawn = sights.map((sight) => {
    const { pen, text } = svgPen(sight.width, sight.height, "#fff");
    drawReliefAxes(pen, names, landscape, sight, theme);
    return { sight, texts: textsIn(text()) };
  });

  test("have no number or name on another, nor out of the picture, however it is turned", () => {
    const touching = drawn.flatMap(({ sight, texts }) =>
      texts.flatMap(({ text, box: [l, t, r, b] }, k) => [
        ...(l! < 0 || t! < 0 || r! > sight.width || b! > sight.height
          ? [`${text} out of ${JSON.stringify(sight)}`]
          : []),
        ...texts
          .slice(k + 1)
          .filter(({ box }) => l! < box[2]! && box[0]! < r! && t! < box[3]! && box[1]! < b!)
          .map((other) => `${text} on ${other.text} in ${JSON.stringify(sight)}`),
      ]),
    );
    expect(touching).toEqual([]);
  });

  test("tell losses beside the relief, higher ones higher up, where it is not seen from above", () => {
    for (const { sight, texts } of drawn) {
      if (sight.turn[1] > 1) continue;
      const heights = texts
        .filter(({ text }) => /^(≤ )?[\d.e-]+$/.test(text))
        .map(({ text, box }) => ({ loss: Number(text.replace("≤ ", "")), top: box[1]! }))
        .filter(({ loss }) => landscape.levels.some((level) => Math.abs(loss / level - 1) < 0.06));
      expect(heights.length).toBeGreaterThanOrEqual(2);
      const byLoss = [...heights].sort((a, b) => a.loss - b.loss).map(({ top }) => top);
      expect(byLoss).toEqual([...byLoss].sort((a, b) => b - a));
    }
  });
});

/** The cells of a landscape as paths, in the order in which they are drawn, with their colours. */
function cellsOf(landscape: Landscape, turn: readonly [number, number]) {
  const sight = { turn, width: 440, height: 319 };
  const { pen, text } = svgPen(sight.width, sight.height, "#fff");
  drawCells(pen, reliefHeights(landscape), sight, theme);
  return [
    ...text().matchAll(/<path d="M([\d.-]+) ([\d.-]+)[^"]*"[^>]*fill="rgb\((\d+),(\d+),(\d+)\)"/g),
  ].map(([, x, y, ...channels]) => ({
    x: Number(x),
    y: Number(y),
    channels: channels.map(Number),
  }));
}

describe("the cells of a relief", () => {
  test("are drawn from the far ones to the near ones also where some have no height", () => {
    const ground = landscapeOf((x, y) => (Math.hypot(x, y) < 0.4 ? NaN : 1));
    // Level, in the middle of the height; seen from above, what is farther stands higher in the picture.
    const holes = { ...ground, levels: Float64Array.of(0, 1, 2) };
    const tops = cellsOf(holes, [0, 0.7]).map(({ y }) => y);
    expect(tops.length).toBeGreaterThan(1000);
    // A row of cells at a time: within a row all stand equally high.
    for (let k = 1; k < tops.length; k++) expect(tops[k]! - tops[k - 1]!).toBeGreaterThan(-0.02);
  });
});
