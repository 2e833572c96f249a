import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { contrast, cssColour, toOklab, toRgb, type Rgb } from "../../../../webview/charts/colour";
import { mapColours } from "../../../../webview/charts/mapColours";
import { paletteColours } from "../../../../webview/charts/runStyle";

/** Measures of colours that are not ours, of a package without types. */
const { differenceCiede2000, wcagContrast } = createRequire(import.meta.url)("culori") as {
  differenceCiede2000: () => (one: string, other: string) => number;
  wcagContrast: (one: string, other: string) => number;
};

/** Background and charts.blue, orange, purple, green, red, yellow as VS Code's default themes have them. */
const themes = {
  dark: ["#1f1f1f", "#3794ff", "#d18616", "#b180d7", "#89d185", "#f14c4c", "#cca700"],
  light: ["#ffffff", "#1a85ff", "#d18616", "#652d90", "#388a34", "#e51400", "#bf8803"],
  highContrast: ["#000000", "#3794ff", "#ab5a00", "#b180d7", "#89d185", "#f48771", "#ffd370"],
  highContrastLight: ["#ffffff", "#1a85ff", "#0f4a85", "#652d90", "#374e06", "#b5200d", "#895503"],
} as const;
type ThemeName = keyof typeof themes;
const names = Object.keys(themes) as ThemeName[];

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

function coloursOf(name: ThemeName) {
  const [background, ...runs] = themes[name];
  const palette = Object.fromEntries(paletteColours.map((run, k) => [run, rgb(runs[k]!)]));
  return mapColours({
    background: rgb(background),
    palette: palette as Parameters<typeof mapColours>[0]["palette"],
    dark: name === "dark" || name === "highContrast",
    highContrast: name.startsWith("high"),
  });
}

describe.each(names)("in the %s theme", (name) => {
  const casing = themes[name][0];
  const { ramp, palette, receded } = coloursOf(name);
  const ground = ramp.map(cssColour);

  test.each(paletteColours)("a %s path stands out from every place of the ramp", (run) => {
    const path = cssColour(palette[run]);
    for (const place of ground) expect(wcagContrast(path, place)).toBeGreaterThanOrEqual(3);
    expect(wcagContrast(path, casing)).toBeGreaterThanOrEqual(3);
  });

  test.each(paletteColours)("a %s path that is not selected stands out from its casing", (run) => {
    expect(wcagContrast(cssColour(receded[run]), casing)).toBeGreaterThanOrEqual(3);
  });

  test("the ramp begins at the background and its steps look alike", () => {
    expect(ground[0]).toBe(casing);
    const steps = Array.from({ length: 6 }, (_, k) => ground[k * 51]!);
    const between = differenceCiede2000();
    const seen = steps.slice(1).map((place, k) => between(steps[k]!, place));
    // CIEDE2000 and Oklab are two measures of the same eye: they agree within a factor of 1.6 on such greys.
    expect(Math.max(...seen) / Math.min(...seen)).toBeLessThan(1.6);
    // About 2.3 is what an eye can just tell apart: the ends are twice that, and more where isolines are fainter.
    expect(between(ground[0]!, ground[255]!)).toBeGreaterThan(name.startsWith("high") ? 4.6 : 12);
  });

  test("the ramp is nobody's run colour", () => {
    const between = differenceCiede2000();
    for (const run of paletteColours) {
      for (const colours of [palette, receded]) {
        const nearest = Math.min(...ground.map((place) => between(cssColour(colours[run]), place)));
        expect(nearest).toBeGreaterThan(20);
      }
    }
  });
});

test("colours that stand out already are the theme's own", () => {
  const { palette } = coloursOf("light");
  expect(cssColour(palette.red)).toBe("#e51400");
  expect(cssColour(palette.purple)).toBe("#652d90");
});

test("colours survive the way to Oklab and back, and contrast is WCAG's", () => {
  for (const hex of Object.values(themes).flat()) {
    expect(cssColour(toRgb(toOklab(rgb(hex))))).toBe(hex);
    expect(contrast(rgb(hex), [31, 31, 31])).toBeCloseTo(wcagContrast(hex, "#1f1f1f"), 6);
  }
});
