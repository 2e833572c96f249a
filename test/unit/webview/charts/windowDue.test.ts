import { describe, expect, test } from "vitest";
import { automaticWindow } from "../../../../src/simulation/landscape/window";
import { isWindowDue } from "../../../../webview/charts/windowDue";

/** The automatic window of one run from 0 to `end` in both parameters, with losses that fall. */
function windowTo(end: number) {
  const path = Float64Array.of(0, end / 2, end);
  const [x, y] = automaticWindow({
    start: [0, 0],
    paths: [{ coordinates: [path, path], loss: Float64Array.of(3, 2, 1) }],
  });
  return { x: x!, y: y! };
}

describe("another window is due", () => {
  test("not while the runs stay in the one on show, however its edges would move", () => {
    for (const end of [0.5, 0.9, 1, 1.07]) {
      expect(isWindowDue(windowTo(1), windowTo(end), 2)).toBe(false);
    }
  });

  test("when a run leaves it, on either side", () => {
    // The window on show ends at 1 + 8 % and begins at −8 %.
    expect(isWindowDue(windowTo(1), windowTo(1.09), 2)).toBe(true);
    expect(isWindowDue(windowTo(1), windowTo(-0.09), 2)).toBe(true);
  });

  test("when the runs take up less than 1/2.5 of an axis", () => {
    expect(isWindowDue(windowTo(1), windowTo(0.41), 2)).toBe(false);
    expect(isWindowDue(windowTo(1), windowTo(0.39), 2)).toBe(true);
  });

  test("by the axes that there are: the height of a curve is none", () => {
    const [shown, automatic] = [windowTo(1), { ...windowTo(1), y: [0, 0] as const }];
    expect(isWindowDue(shown, automatic, 1)).toBe(false);
    expect(isWindowDue(shown, automatic, 2)).toBe(true);
  });
});
