import type { Pen } from "./pen";

/** The part of a pen that outlines shapes. */
export type Outliner = Pick<Pen, "beginPath" | "closePath" | "moveTo" | "lineTo" | "arc" | "rect">;

/** What was outlined since `beginPath`, as the path data of SVG. */
export interface SvgPath {
  readonly outliner: Outliner;
  readonly data: () => string;
}

export function svgPath(): SvgPath {
  let path = "";
  return {
    data: () => path,
    outliner: {
      beginPath: () => {
        path = "";
      },
      closePath: () => {
        path += "z";
      },
      moveTo: (x, y) => {
        path += `M${rounded(x)} ${rounded(y)}`;
      },
      lineTo: (x, y) => {
        path += `${path === "" ? "M" : "L"}${rounded(x)} ${rounded(y)}`;
      },
      // Only whole circles are drawn.
      arc: (x, y, radius) => {
        const [r, width] = [rounded(radius), rounded(2 * radius)];
        path += `M${rounded(x - radius)} ${rounded(y)}a${r} ${r} 0 1 0 ${width} 0a${r} ${r} 0 1 0 -${width} 0z`;
      },
      rect: (x, y, width, height) => {
        path += rectangle(x, y, width, height);
      },
    },
  };
}

export function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${rounded(x)} ${rounded(y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}z`;
}

/** A hundredth of a pixel is finer than is seen. */
export function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
