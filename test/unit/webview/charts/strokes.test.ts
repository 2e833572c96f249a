import { describe, expect, test } from "vitest";
import { markerPath, stopSignPath } from "../../../../webview/charts/markers";
import { project } from "../../../../webview/charts/reliefSight";
import { runStyle, styleCount } from "../../../../webview/charts/runStyle";
import { lengthOf, strokePoints, visibleDash } from "../../../../webview/charts/strokes";
import { svgPath } from "../../../../webview/charts/svgPath";
import { svgPen } from "../../../../webview/charts/svgPen";

function strokedPath(...points: number[]): string {
  const { pen, text } = svgPen(10, 10, "#fff");
  strokePoints(pen, Float64Array.from(points));
  return /<path d="([^"]*)"/.exec(text())?.[1] ?? "";
}

describe("a stroke", () => {
  test("has a gap where a point is not finite", () => {
    expect(strokedPath(0, 0, 1, 1, NaN, 2, 3, 3, 4, 4)).toBe("M0 0L1 1M3 3L4 4");
  });
  test("leaves out points that change no pixel", () => {
    expect(strokedPath(0, 0, 0.1, 0.1, 0.2, 0.2, 5, 5)).toBe("M0 0L5 5");
  });
  test("keeps its direction towards a point that is too far away to draw", () => {
    // The end at (1e9, 1e9) is drawn in at 50,000 pixels.
    expect(strokedPath(0, 0, 1e9, 1e9)).toBe("M0 0L50000 50000");
  });
});

test("dashes are kept until the line fills areas", () => {
  expect(visibleDash([5, 3], 100, 100)).toEqual([5, 3]);
  expect(visibleDash([5, 3], 1300, 100)).toEqual([]);
});

test("the length of a line leaves gaps out", () => {
  expect(lengthOf(Float64Array.of(0, 0, 3, 4, NaN, 0, 10, 10, 11, 10))).toBe(8);
});

test("no two markers look alike, and none like the sign of where a run's numbers ran away", () => {
  const { outliner, data } = svgPath();
  stopSignPath(outliner, 0, 0, 4);
  const stopSign = data();
  const outlines = Array.from({ length: styleCount }, (_, style) => {
    markerPath(outliner, runStyle(style).marker, 0, 0, 4);
    return data();
  });
  expect(outlines).not.toContain(stopSign);
  expect(new Set(outlines).size).toBe(6);
});

test("no two styles look alike, in colour and dash together", () => {
  const looks = Array.from({ length: styleCount }, (_, style) => {
    const { colour, dash } = runStyle(style);
    return `${colour} ${dash.join(" ")}`;
  });
  expect(new Set(looks).size).toBe(styleCount);
  expect(runStyle(styleCount)).toEqual(runStyle(0));
  expect(runStyle(-1)).toEqual(runStyle(styleCount - 1));
});

describe("the relief", () => {
  test("seen from above shows x to the right and y upwards", () => {
    const sight = { turn: [0, Math.PI / 2], width: 300, height: 300 } as const;
    const centre = project([0, 0, 0], sight);
    const right = project([1, 0, 0], sight);
    const up = project([0, 1, 0], sight);
    expect(right.x).toBeGreaterThan(centre.x);
    expect(right.y).toBeCloseTo(centre.y, 10);
    expect(up.y).toBeLessThan(centre.y);
    expect(up.x).toBeCloseTo(centre.x, 10);
  });
  test("seen from the side shows height, and what is behind lies deeper", () => {
    const sight = { turn: [0, 0], width: 300, height: 300 } as const;
    const low = project([0, 0, -1], sight);
    const high = project([0, 0, 1], sight);
    expect(high.y).toBeLessThan(low.y);
    expect(project([0, 1, 0], sight).depth).toBeGreaterThan(low.depth);
  });
});
