import { between, contrast, luminance, toOklab, toRgb, type Rgb } from "./colour";
import { paletteColours, type PaletteColour } from "./runStyle";

export type Palette = Readonly<Record<PaletteColour, Rgb>>;

/** The colours of a map: its ground from low losses to high ones, and the runs on it. */
export interface MapColours {
  /** Evenly spaced for the eye. */
  readonly ramp: readonly Rgb[];
  /** The theme's colours for the runs, as far from the ground as they must be to stand out from every place of it. */
  readonly palette: Palette;
  /** The same for runs that are not selected: nearer to the background, and still told from it. */
  readonly receded: Palette;
}

/** What a line must have against its ground: WCAG 2.2, criterion 1.4.11 (graphical objects). */
const needed = 3;

/** Rounding to whole channels must not take it below that. */
const aimed = needed + 0.03;

/** How far the ramp goes from the background in CIE lightness (0 to 100); in high contrast it hardly leaves it. */
const depth = { dark: 22, light: -13.5, highContrastDark: 13, highContrastLight: -8 } as const;

/** The high end's hue in Oklab: a quiet teal, which is no run's colour; grey in high contrast. */
const teal = { a: -0.045, b: -0.008 } as const;
const grey = { a: 0, b: 0 } as const;

/** Enough that no eye sees steps. */
const rampLength = 256;

/** How far unselected runs go towards the background. */
const recession = 0.3;

/** The colours of a map in a theme. */
export function mapColours(theme: {
  readonly background: Rgb;
  readonly palette: Palette;
  readonly dark: boolean;
  readonly highContrast: boolean;
}): MapColours {
  const { background, dark, highContrast } = theme;
  const ramp = makeRamp(background, dark, highContrast);
  const ends = [background, ramp[0]!, ramp[ramp.length - 1]!];
  const palette = mapPalette((name) => standingOut(theme.palette[name], ends, dark));
  const receded = highContrast ? palette : mapPalette((name) => recede(palette[name], background));
  return { ramp, palette, receded };
}

/** Evenly spaced shares of the way from the background: to its hue, lighter where it is dark and darker where it is light. */
function makeRamp(background: Rgb, dark: boolean, highContrast: boolean): readonly Rgb[] {
  const [, a, b] = toOklab(background);
  const from = lightnessOf(luminance(background));
  const reach = highContrast
    ? depth[dark ? "highContrastDark" : "highContrastLight"]
    : depth[dark ? "dark" : "light"];
  const hue = highContrast ? grey : teal;
  return Array.from({ length: rampLength }, (_, k) => {
    if (k === 0) return background;
    const share = k / (rampLength - 1);
    const light = Math.cbrt(luminanceOf(from + share * reach));
    return toRgb([light, a + share * (hue.a - a), b + share * (hue.b - b)]);
  });
}

/** CIE lightness L* of a luminance: even for the eye also near black, where Oklab's is not. */
function lightnessOf(luminance: number): number {
  return luminance > (6 / 29) ** 3 ? 116 * Math.cbrt(luminance) - 16 : luminance * (29 / 3) ** 3;
}

function luminanceOf(lightness: number): number {
  return lightness > 8 ? ((lightness + 16) / 116) ** 3 : Math.max(0, lightness) / (29 / 3) ** 3;
}

/** The colour, made lighter on dark ground and darker on light ground until it stands out from all of `grounds`. */
function standingOut(colour: Rgb, grounds: readonly Rgb[], dark: boolean): Rgb {
  const [lightness, a, b] = toOklab(colour);
  let best = colour;
  for (let moved = 0; moved <= 1; moved += 0.004) {
    best = toRgb([lightness + (dark ? moved : -moved), a, b]);
    if (grounds.every((ground) => contrast(best, ground) >= aimed)) return best;
  }
  return best;
}

/** The colour, moved towards the background as far as it may and still be told from it. */
function recede(colour: Rgb, background: Rgb): Rgb {
  for (let share = recession; share > 0; share -= 0.02) {
    const moved = between(colour, background, share);
    if (contrast(moved, background) >= aimed) return moved;
  }
  return colour;
}

function mapPalette(colourOf: (name: PaletteColour) => Rgb): Palette {
  return Object.fromEntries(paletteColours.map((name) => [name, colourOf(name)])) as Palette;
}

/** The ramp's colour at a share of the way from low to high. */
export function rampColour(ramp: readonly Rgb[], share: number): Rgb {
  const index = Math.round(Math.max(0, Math.min(1, share)) * (ramp.length - 1));
  return ramp[index]!;
}
