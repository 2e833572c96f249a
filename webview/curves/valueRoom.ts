import { compactNumber, formatNumber } from "../charts/numbers";

/** More runs than this share the room beside a chart's title by fewer digits. */
export const crowd = 2;

/** The width of a text in pixels. */
export type WidthOf = (text: string) => number;

/** Pixels, as in the style sheet: a swatch with the gap behind it, and the gap behind each value. */
const swatchWidth = 12;
const gap = 4;

/** The least width of a value with its swatch: that of so many digits. */
const leastDigits = 6;

/** Values as they are written beside a chart's title, and how many of them have room there. */
export interface FittedValues {
  readonly texts: readonly string[];
  readonly shown: number;
}

/**
 * Values in so many pixels, with four digits where all have room like that and are no crowd, else in fewer; those that
 * have none even so are counted behind the others ("+2").
 */
export function fitValues(
  values: readonly (number | undefined)[],
  room: number,
  widthOf: WidthOf,
): FittedValues {
  const precise = values.map((value) => written(value, (number) => formatNumber(number, 4)));
  if (values.length <= crowd && countInRoom(precise, room, widthOf) === values.length) {
    return { texts: precise, shown: values.length };
  }
  const texts = values.map((value) => written(value, compactNumber));
  return { texts, shown: countInRoom(texts, room, widthOf) };
}

/** What is not known is a dash. */
function written(value: number | undefined, write: (number: number) => string): string {
  return value === undefined ? "–" : write(value);
}

/** How many of these texts stand side by side, with the count of the others behind them; one at least. */
function countInRoom(texts: readonly string[], room: number, widthOf: WidthOf): number {
  const least = leastDigits * widthOf("0");
  const widths = texts.map((text) => Math.max(least, swatchWidth + widthOf(text)) + gap);
  const ends = widths.map(
    (_, k) => widths.slice(0, k + 1).reduce((sum, width) => sum + width) - gap,
  );
  const fits = (count: number): boolean => {
    const left = texts.length - count;
    return ends[count - 1]! + (left === 0 ? 0 : gap + widthOf(`+${left}`)) <= room;
  };
  let count = texts.length;
  while (count > 1 && !fits(count)) count--;
  return count;
}

/** The room that the name of what the values are of, with the gap behind it, leaves of so many pixels. */
export function roomBehind(name: string | undefined, room: number, widthOf: WidthOf): number {
  return name === undefined ? room : room - widthOf(name) - gap;
}
