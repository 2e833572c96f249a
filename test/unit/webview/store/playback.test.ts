import { describe, expect, test } from "vitest";
import { advanced } from "../../../../webview/store/playback";

describe("playing moves the cursor", () => {
  const last = 99_999;
  test("by steps a second", () => {
    expect(advanced(10, 2, 5, last)).toBe(20);
  });
  test("through the whole run in ten seconds, a step a second at least", () => {
    expect(advanced(0, 10, "whole", last)).toBeCloseTo(last, 6);
    expect(advanced(0, 3, "whole", 4)).toBe(3);
  });
  test("by as many decades a second, where that is wanted", () => {
    // Five decades of 1 + t in ten seconds: one in two.
    expect(1 + advanced(0, 2, "log", last)).toBeCloseTo(10, 8);
    expect(1 + advanced(9, 2, "log", last)).toBeCloseTo(100, 7);
    expect(advanced(0, 10, "log", last)).toBeCloseTo(last, 5);
  });
});
