/** How a run is told apart: a colour of the theme, a dash pattern and a marker, so never by colour alone. */
export interface RunStyle {
  /** Name of the theme's colour. */
  readonly colour: PaletteColour;
  /** Lengths of dashes and gaps in pixels; empty is a solid line. */
  readonly dash: readonly number[];
  readonly marker: MarkerShape;
}

export const paletteColours = ["blue", "orange", "purple", "green", "red", "yellow"] as const;
export type PaletteColour = (typeof paletteColours)[number];
export type MarkerShape = "circle" | "square" | "triangle" | "diamond" | "star" | "plus";

const dashes: readonly (readonly number[])[] = [
  [],
  [10, 3],
  [5, 3],
  [2, 2],
  [8, 3, 2, 3],
  [12, 3, 2, 3, 2, 3],
];
const markers: readonly MarkerShape[] = ["circle", "square", "triangle", "diamond", "star", "plus"];

/** How many styles there are before colours come round again with another dash. */
export const styleCount = paletteColours.length * 2;

/** The style of index `style`; the second round of colours moves on to other dashes and markers. */
export function runStyle(style: number): RunStyle {
  const index = ((Math.trunc(style) % styleCount) + styleCount) % styleCount;
  const round = Math.floor(index / paletteColours.length);
  return {
    colour: paletteColours[index % paletteColours.length]!,
    dash: dashes[(index + round) % dashes.length]!,
    marker: markers[(index + round) % markers.length]!,
  };
}
