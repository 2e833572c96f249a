import { theme } from "../charts/theme";

/** What measures text in the font of the values, which the theme may change; and widths, by texts of which all figures are zeros. */
interface Measuring {
  readonly font: string;
  readonly pen: CanvasRenderingContext2D;
  readonly widths: Map<string, number>;
}

let measuring: Measuring | undefined;

/** Width in pixels of a text beside a chart's title; figures are all as wide as a zero. */
export function textWidth(text: string): number {
  const { font } = theme.value;
  if (measuring?.font !== font) {
    const pen = document.createElement("canvas").getContext("2d")!;
    const size = getComputedStyle(document.body).getPropertyValue("--lens-text-least");
    pen.font = `${size} ${font}`;
    measuring = { font, pen, widths: new Map() };
  }
  const { pen, widths } = measuring;
  const zeros = text.replace(/\d/g, "0");
  let width = widths.get(zeros);
  if (width === undefined) widths.set(zeros, (width = Math.ceil(pen.measureText(zeros).width)));
  return width;
}
