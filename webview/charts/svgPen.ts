import type { Pen } from "./pen";
import { rectangle, rounded as n, svgPath } from "./svgPath";

interface PenState {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  lineJoin: CanvasLineJoin;
  dash: readonly number[];
  transform: string;
  clip: string;
}

const anchors: Readonly<Partial<Record<CanvasTextAlign, string>>> = {
  center: "middle",
  right: "end",
  end: "end",
};

/** Shifts of the baseline as shares of the font's size. */
const baselines: Readonly<Partial<Record<CanvasTextBaseline, number>>> = {
  top: 0.8,
  middle: 0.35,
  bottom: -0.2,
};

/** A pen that writes SVG instead of painting, for the same drawing code. */
export interface SvgPen {
  readonly pen: Pen;
  /** The whole picture as SVG text. */
  readonly text: () => string;
}

/** Makes a pen for a picture of `width` × `height` on a ground of colour `background`. */
export function svgPen(width: number, height: number, background: string): SvgPen {
  const body: string[] = [];
  const definitions: string[] = [];
  const saved: PenState[] = [];
  const path = svgPath();
  let state: PenState = {
    fillStyle: "#000",
    strokeStyle: "#000",
    lineWidth: 1,
    globalAlpha: 1,
    font: "10px sans-serif",
    textAlign: "start",
    textBaseline: "alphabetic",
    lineJoin: "miter",
    dash: [],
    transform: "",
    clip: "",
  };

  const around = (): string =>
    attributes({
      opacity: state.globalAlpha === 1 ? undefined : state.globalAlpha,
      transform: state.transform === "" ? undefined : state.transform,
      "clip-path": state.clip === "" ? undefined : `url(#${state.clip})`,
    });
  const strokeAttributes = (): string =>
    attributes({
      fill: "none",
      stroke: state.strokeStyle,
      "stroke-width": state.lineWidth,
      "stroke-linejoin": state.lineJoin,
      "stroke-dasharray": state.dash.length > 0 ? state.dash.join(" ") : undefined,
    });
  const text = (content: string, x: number, y: number, paint: string): void => {
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(state.font)?.[1] ?? 10);
    const family = state.font.replace(/^.*?px\s*/, "");
    const place = attributes({
      x: n(x),
      y: n(y + (baselines[state.textBaseline] ?? 0) * size),
      "font-size": size,
      "font-family": family,
      "font-weight": /\b(bold|600)\b/.test(state.font) ? 600 : undefined,
      "text-anchor": anchors[state.textAlign],
    });
    body.push(`<text${place}${paint}${around()}>${escapeXml(content)}</text>`);
  };

  const drawing = {
    save: () => void saved.push({ ...state }),
    restore: () => {
      state = saved.pop() ?? state;
    },
    ...path.outliner,
    clip: () => {
      const id = `clip${definitions.length}`;
      definitions.push(`<clipPath id="${id}"><path d="${path.data()}"/></clipPath>`);
      state.clip = id;
    },
    stroke: () => {
      if (path.data() !== "")
        body.push(`<path d="${path.data()}"${strokeAttributes()}${around()}/>`);
    },
    fill: () => {
      if (path.data() !== "")
        body.push(`<path d="${path.data()}"${attributes({ fill: state.fillStyle })}${around()}/>`);
    },
    fillRect: (x: number, y: number, w: number, h: number) => {
      body.push(
        `<path d="${rectangle(x, y, w, h)}"${attributes({ fill: state.fillStyle })}${around()}/>`,
      );
    },
    strokeRect: (x: number, y: number, w: number, h: number) => {
      body.push(`<path d="${rectangle(x, y, w, h)}"${strokeAttributes()}${around()}/>`);
    },
    fillText: (content: string, x: number, y: number) =>
      text(content, x, y, attributes({ fill: state.fillStyle })),
    strokeText: (content: string, x: number, y: number) => text(content, x, y, strokeAttributes()),
    setLineDash: (dash: number[]) => {
      state.dash = dash;
    },
    translate: (x: number, y: number) => {
      state.transform += `translate(${n(x)} ${n(y)})`;
    },
    rotate: (angle: number) => {
      state.transform += `rotate(${n((angle * 180) / Math.PI)})`;
    },
    drawImage: (picture: HTMLCanvasElement, x: number, y: number, w: number, h: number) => {
      const place = attributes({ x: n(x), y: n(y), width: n(w), height: n(h) });
      body.push(
        `<image${place} preserveAspectRatio="none" href="${picture.toDataURL("image/png")}"${around()}/>`,
      );
    },
  };
  const pen = new Proxy(drawing, {
    get: (target, name): unknown => Reflect.get(name in target ? target : state, name),
    set: (_, name, value) => Reflect.set(state, name, value),
  }) as unknown as Pen;

  return {
    pen,
    text: () =>
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">`,
        `<defs>${definitions.join("")}</defs>`,
        `<rect width="100%" height="100%"${attributes({ fill: background })}/>`,
        ...body,
        "</svg>",
      ].join("\n"),
  };
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${escapeXml(String(value))}"`],
    )
    .join("");
}

function escapeXml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
