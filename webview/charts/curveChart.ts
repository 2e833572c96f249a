import {
  BasicPlatform,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type ChartDataset,
  type Plugin,
  type Scale,
} from "chart.js";
import type { CurvePoint } from "./curveData";
import { drawBefore, drawBehind, type CurveArea, type Place } from "./curveMarks";
import { curveInsets, isSame, looksAlike, type CurvePicture } from "./curvePicture";
import type { Pen } from "./pen";
import { screenRatio } from "./layer";
import { penCanvas } from "./penCanvas";

Chart.register(LineController, LineElement, PointElement, LinearScale);

type Configuration = ChartConfiguration<"line", CurvePoint[]>;

/** Draws a chart of curves once, where the pen stands: the same as on screen, as part of a picture. */
export function drawCurveChart(
  pen: Pen,
  picture: CurvePicture,
  width: number,
  height: number,
): void {
  const chart = new CurveChart(penCanvas(pen, width, height), picture, { width, height }, "once");
  chart.destroy();
}

/**
 * Chart.js without its listeners and without its measuring of the page, which took longer than the drawing: size and
 * resolution come from outside.
 */
class ScreenPlatform extends BasicPlatform {
  override getDevicePixelRatio(): number {
    return screenRatio();
  }
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** One chart of curves against steps on a canvas. It draws what it is given; scales and ticks come from outside. */
export class CurveChart {
  private readonly chart: Chart<"line", CurvePoint[]>;

  constructor(
    canvas: HTMLCanvasElement,
    private picture: CurvePicture,
    { width, height }: ChartSize,
    private readonly use: "screen" | "once" = "screen",
  ) {
    Object.assign(canvas, { width, height });
    this.chart = new Chart<"line", CurvePoint[]>(canvas, {
      type: "line",
      platform: use === "screen" ? ScreenPlatform : BasicPlatform,
      data: { datasets: this.datasets() },
      plugins: [this.marks()],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        responsive: false,
        maintainAspectRatio: false,
        events: [],
        spanGaps: false,
        layout: { autoPadding: false, padding: { right: curveInsets.right, top: 6, bottom: 4 } },
        elements: {
          point: { radius: 0, hitRadius: 0 },
          line: { tension: 0, borderJoinStyle: "bevel" },
        },
        scales: this.scales(),
      },
    });
  }

  draw(picture: CurvePicture, { width, height }: ChartSize): void {
    const { chart, picture: before } = this;
    this.picture = picture;
    const fits =
      chart.width === width &&
      chart.height === height &&
      chart.currentDevicePixelRatio === screenRatio();
    if (!fits) {
      this.configure();
      chart.resize(width, height);
    } else if (isSame(before, picture)) return;
    else if (looksAlike(before, picture)) this.redraw(picture);
    else {
      this.configure();
      chart.update("none");
    }
  }

  /** Where the curves are drawn, in pixels of the canvas. */
  get area(): CurveArea {
    return this.chart.chartArea;
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

  private configure(): void {
    this.chart.data.datasets = this.datasets();
    this.chart.options.scales = this.scales();
  }

  private scales(): NonNullable<NonNullable<Configuration["options"]>["scales"]> {
    const { x, y, theme } = this.picture;
    const common = {
      type: "linear",
      border: { display: true, color: theme.line },
      grid: { drawTicks: false, color: theme.grid },
    } as const;
    return {
      x: {
        ...{ ...common, min: x[0], max: x[1] },
        ticks: { display: false },
        afterBuildTicks: (axis) => this.setTicks(axis, "x"),
        afterFit: (axis) => {
          axis.height = 0;
        },
      },
      y: {
        ...{ ...common, min: y[0], max: y[1] },
        ticks: { display: false },
        afterBuildTicks: (axis) => this.setTicks(axis, "y"),
        afterFit: (axis) => {
          axis.width = curveInsets.left;
        },
      },
    };
  }

  /** Ticks and range are the picture's; Chart.js would round the range to ticks of its own. */
  private setTicks(axis: Scale, name: "x" | "y"): void {
    const { picture } = this;
    [axis.min, axis.max] = picture[name];
    axis.ticks = picture[`${name}Ticks`].map(({ at }) => ({ value: at }));
  }

  private marks(): Plugin<"line"> {
    const placeIn =
      ({ scales }: Chart): Place =>
      ({ x, y }) => [scales["x"]!.getPixelForValue(x), scales["y"]!.getPixelForValue(y)];
    return {
      id: "marks",
      beforeDatasetsDraw: (chart) =>
        drawBehind(chart.ctx, this.picture, chart.chartArea, placeIn(chart)),
      afterDatasetsDraw: (chart) =>
        drawBefore(chart.ctx, this.picture, chart.chartArea, placeIn(chart)),
    };
  }

  /** With `segment` Chart.js strokes piece by piece on the pen's own path, which SVG needs, and not by a `Path2D`. */
  private datasets(): ChartDataset<"line", CurvePoint[]>[] {
    return this.picture.lines.map((line) => ({
      data: line.points as CurvePoint[],
      borderColor: line.colour,
      borderDash: [...line.dash],
      borderWidth: line.width,
      ...(this.use === "once" ? { segment: {} } : {}),
    }));
  }
}
