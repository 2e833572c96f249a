import { theme } from "../charts/theme";

/** What measures text in the font of the values, which the theme may change. */
let measuring: { readonly font: string; readonly pen: CanvasRenderingContext2D } | undefined;

/** Width in pixels of a text beside a chart's title; figures are all as wide as a zero. */
export function textWidth(text: string): number {
  const { font } = theme.value;
  if (measuring?.font !== font) {
    const pen = document.createElement("canvas").getContext("2d")!;
    const size = getComputedStyle(document.body).getPropertyValue("--lens-text-least");
    pen.font = `${size} ${font}`;
    measuring = { font, pen };
  }
  return Math.ceil(measuring.pen.measureText(text.replace(/\d/g, "0")).width);
}
