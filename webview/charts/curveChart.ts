import { Chart, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import type { ChartDataset, Plugin, Scale } from "chart.js";
import type { CurvePoint } from "./curveData";
import type { Pen } from "./pen";
import type { MarkerShape } from "./runStyle";
import type { Tick } from "./scale";
import { markerPath } from "./strokes";
import type { Theme } from "./theme";

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** Room left and right of every curve chart, so that all share one step axis. */
export const curveInsets = { left: 56, right: 12 } as const;

export interface DrawnLine {
  readonly points: readonly CurvePoint[];
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
  readonly marker: MarkerShape;
  /** Did the run end because its numbers ran away? Then its last point gets a cross. */
  readonly failed: boolean;
  /** Areas behind the line, widest first: each between a lower and an upper edge. */
  readonly bands?: readonly (readonly [readonly CurvePoint[], readonly CurvePoint[]])[];
}

export interface CurvePicture {
  readonly lines: readonly DrawnLine[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Values that decide something, drawn as lines across. */
  readonly limits: readonly number[];
  readonly theme: Theme;
}

type LineChart = Chart<"line", CurvePoint[]>;

/** Fills the areas behind a line; where an edge has no place, the area has a gap. */
export function fillBands(
  pen: Pen,
  line: DrawnLine,
  place: (point: CurvePoint) => readonly [number, number],
): void {
  pen.fillStyle = line.colour;
  for (const [lower, upper] of line.bands ?? []) {
    pen.globalAlpha = 0.18;
    let open: number | undefined;
    for (let k = 0; k <= lower.length; k++) {
      const whole = k < lower.length && Number.isFinite(lower[k]!.y + upper[k]!.y);
      if (whole) open ??= k;
      else if (open !== undefined) {
        const edge = [...lower.slice(open, k), ...upper.slice(open, k).reverse()];
        pen.beginPath();
        for (const point of edge) pen.lineTo(...place(point));
        pen.closePath();
        pen.fill();
        open = undefined;
      }
    }
  }
  pen.globalAlpha = 1;
}

/** One chart of curves against steps on a canvas. It draws what it is given; scales and ticks come from outside. */
export class CurveChart {
  private readonly chart: LineChart;
  private picture: CurvePicture | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = new Chart<"line", CurvePoint[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      plugins: [this.marks()],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        spanGaps: false,
        layout: { autoPadding: false, padding: { right: curveInsets.right, top: 6, bottom: 4 } },
        elements: {
          point: { radius: 0, hitRadius: 0 },
          line: { tension: 0, borderJoinStyle: "bevel" },
        },
        scales: {
          x: {
            type: "linear",
            ticks: { display: false },
            border: { display: true },
            grid: { drawTicks: false },
            afterBuildTicks: (axis) => this.setTicks(axis, "x"),
            afterFit: (axis) => {
              axis.height = 0;
            },
          },
          y: {
            type: "linear",
            border: { display: true },
            ticks: {
              padding: 4,
              callback: (_, index) => this.picture?.yTicks[index]?.label ?? "",
            },
            grid: { drawTicks: false },
            afterBuildTicks: (axis) => this.setTicks(axis, "y"),
            afterFit: (axis) => {
              axis.width = curveInsets.left;
            },
          },
        },
      },
    });
  }

  draw(picture: CurvePicture): void {
    const before = this.picture;
    this.picture = picture;
    if (before && looksAlike(before, picture)) this.redraw(picture);
    else this.update(picture);
  }

  destroy(): void {
    this.chart.destroy();
  }

  /** Curves with other values in a frame that looks as before: what Chart.js's `update` does, without its options. */
  private redraw({ lines }: CurvePicture): void {
    const { chart } = this;
    const y = chart.scales["y"]!;
    const { left, right, top, bottom, width, height } = y;
    const none = { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 };
    y.update(y.maxWidth, y.maxHeight, none);
    Object.assign(y, { left, right, top, bottom, width, height });
    y.configure();
    lines.forEach(({ points }, index) => {
      chart.data.datasets[index]!.data = points as CurvePoint[];
      const { controller } = chart.getDatasetMeta(index);
      controller.buildOrUpdateElements(false);
      controller.update("none");
    });
    chart.draw();
  }

  private update(picture: CurvePicture): void {
    const { theme } = picture;
    this.chart.data.datasets = picture.lines.map((line): ChartDataset<"line", CurvePoint[]> => ({
      data: line.points as CurvePoint[],
      borderColor: line.colour,
      borderDash: [...line.dash],
      borderWidth: line.width,
    }));
    const { x, y } = this.chart.options.scales as {
      readonly x: ScaleColours;
      readonly y: ScaleColours;
    };
    Object.assign(x, { min: picture.x[0], max: picture.x[1] });
    Object.assign(y, { min: picture.y[0], max: picture.y[1] });
    for (const axis of [x, y]) {
      axis.grid.color = theme.grid;
      axis.border.color = theme.line;
      Object.assign(axis.ticks, { color: theme.dim, font: { family: theme.font, size: 11 } });
    }
    this.chart.update("none");
  }

  /** Ticks and range are the picture's; Chart.js would round the range to ticks of its own. */
  private setTicks(axis: Scale, name: "x" | "y"): void {
    const { picture } = this;
    if (!picture) return;
    [axis.min, axis.max] = picture[name];
    axis.ticks = picture[`${name}Ticks`].map(({ at }) => ({ value: at }));
  }

  /** Crosses where runs failed, and in high contrast markers along the lines. */
  private marks(): Plugin<"line"> {
    return {
      id: "marks",
      beforeDatasetsDraw: (chart) => {
        const { ctx, chartArea, scales } = chart;
        ctx.save();
        ctx.beginPath();
        ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
        ctx.clip();
        ctx.strokeStyle = this.picture?.theme.warning ?? "";
        ctx.lineWidth = 1;
        for (const limit of this.picture?.limits ?? []) {
          const y = scales["y"]!.getPixelForValue(limit);
          ctx.setLineDash([1, 3]);
          ctx.beginPath();
          ctx.moveTo(chartArea.left, y);
          ctx.lineTo(chartArea.right, y);
          ctx.stroke();
        }
        ctx.setLineDash([]);
        for (const line of this.picture?.lines ?? []) {
          fillBands(ctx, line, ({ x, y }) => [
            scales["x"]!.getPixelForValue(x),
            scales["y"]!.getPixelForValue(y),
          ]);
        }
        ctx.restore();
      },
      afterDatasetsDraw: (chart) => {
        const picture = this.picture;
        if (!picture) return;
        const { ctx, chartArea, scales } = chart;
        ctx.save();
        ctx.beginPath();
        ctx.rect(
          chartArea.left - 6,
          chartArea.top - 6,
          chartArea.width + 12,
          chartArea.height + 12,
        );
        ctx.clip();
        for (const line of picture.lines) {
          const place = (point: CurvePoint): readonly [number, number] => [
            scales["x"]!.getPixelForValue(point.x),
            scales["y"]!.getPixelForValue(point.y),
          ];
          if (picture.theme.highContrast) this.markers(ctx, line, place);
          const last = line.failed ? lastFinite(line.points) : undefined;
          if (!last) continue;
          ctx.fillStyle = picture.theme.error;
          markerPath(ctx, "cross", ...place(last), 5);
          ctx.fill();
        }
        ctx.restore();
      },
    };
  }

  private markers(
    context: CanvasRenderingContext2D,
    line: DrawnLine,
    place: (point: CurvePoint) => readonly [number, number],
  ): void {
    context.fillStyle = line.colour;
    const spacing = Math.max(1, Math.floor(line.points.length / 6));
    for (let k = Math.floor(spacing / 2); k < line.points.length; k += spacing) {
      const point = line.points[k]!;
      if (Number.isNaN(point.y)) continue;
      markerPath(context, line.marker, ...place(point), 3.5);
      context.fill();
    }
  }
}

/** Do two pictures differ in nothing but values? */
function looksAlike(a: CurvePicture, b: CurvePicture): boolean {
  return (
    a.theme === b.theme &&
    a.xTicks === b.xTicks &&
    a.x[0] === b.x[0] &&
    a.x[1] === b.x[1] &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => {
      const other = b.lines[index]!;
      return (
        line.colour === other.colour &&
        line.width === other.width &&
        line.dash.join() === other.dash.join()
      );
    })
  );
}

function lastFinite(points: readonly CurvePoint[]): CurvePoint | undefined {
  for (let k = points.length - 1; k >= 0; k--) {
    if (!Number.isNaN(points[k]!.y)) return points[k];
  }
  return undefined;
}

interface ScaleColours {
  readonly grid: { color?: string };
  readonly border: { color?: string };
  readonly ticks: object;
}
