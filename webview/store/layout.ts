import { computed, signal } from "@preact/signals";

/** From this width on, pictures stand side by side; as in the style sheets. */
const twoColumns = 560;

/** From this width on, what explains the pictures stands beside them; as in the style sheet. */
const threeColumns = 1180;

/** From this height on, there is room for the charts of two parameters. */
const tall = 840;

/** The inside of the panel in CSS pixels, and how many pixels of the screen one of them takes. */
export const panelSize = signal({ width: 0, height: 0, ratio: 1 });

/** Are pictures stacked, for want of width? */
export const isNarrow = computed(() => panelSize.value.width < twoColumns);

/** How many parameters have charts of their own until others are chosen. */
export const firstParameters = computed(() =>
  !isNarrow.value && panelSize.value.height >= tall ? 2 : 1,
);

/** Curves lower than this cannot be read. */
const leastChartHeight = 60;

/** Height of one chart in pixels where what follows below it is to come into sight, too. */
const mostStackedHeight = 84;

/** What surrounds the charts of one kind, in pixels, and how many of them there are. */
export interface ChartStretch {
  readonly around: number;
  readonly count: number;
}

/**
 * Height of one chart such that as many kinds as possible, from the first on, fill a height of `room` pixels without
 * falling below the least height; the least height where not even one fits.
 */
function fittingHeight(room: number, kinds: readonly ChartStretch[]): number {
  for (let shown = kinds.length; shown > 0; shown--) {
    const taken = kinds.slice(0, shown);
    const count = taken.reduce((sum, kind) => sum + kind.count, 0);
    const around = taken.reduce((sum, kind) => sum + kind.around, 0);
    const height = Math.floor((room - around) / count);
    if (height >= leastChartHeight) return height;
  }
  return leastChartHeight;
}

/** What room there is above the step axis in pixels, while nothing is scrolled, and what is to fill it. */
export interface ChartRoom {
  /** From the first chart on. */
  readonly charts: number;
  /** From the title of the curves on: a table may stand above the first chart. */
  readonly column: number;
  readonly kinds: readonly ChartStretch[];
}

/** 0 before it is known. */
const chartRoom = signal(0);
const columnRoom = signal(0);
const chartKindsShown = signal<readonly ChartStretch[]>([]);

/** Height of every chart in pixels: together they fill the window, where pictures are not stacked. */
export const chartHeight = computed(() => {
  const height = fittingHeight(chartRoom.value, chartKindsShown.value);
  return isNarrow.value ? Math.min(mostStackedHeight, height) : height;
});

/** Notes what there is room for, and what is to fill it. */
export function noteChartRoom({ charts, column, kinds }: ChartRoom): void {
  chartRoom.value = charts;
  columnRoom.value = column;
  if (JSON.stringify(kinds) !== JSON.stringify(chartKindsShown.peek())) {
    chartKindsShown.value = kinds;
  }
}

/** The greatest share of the panel's height that the surface takes, and its height as a share of its width. */
const surfaceShare = 0.45;
const surfaceAspect = 1.2;

/**
 * Where pictures are stacked: what controls, keys, bars and the least charts of loss and σ take in pixels, so that both
 * are in sight below the surface, and the height from which on that is cut off all the same.
 */
const besideStacked = 544;
const leastStacked = 160;

/**
 * Where what explains the pictures stands below the surface: the pixels that the picture leaves of the height of the
 * column beside it, so that the first thing found is read without scrolling.
 */
const besideSurface = 112;

/** The surface is never lower than this where it does not stand alone, in pixels. */
const leastSurface = 200;

/** Height of the surface's picture for a width, in pixels: about square inside its axes, flatter where it stands alone. */
export function surfacePictureHeight(width: number): number {
  const { height } = panelSize.value;
  if (isNarrow.value) {
    return Math.round(Math.min((width * 10) / 16, Math.max(leastStacked, height - besideStacked)));
  }
  const hasCardBelow = panelSize.value.width < threeColumns && columnRoom.value > 0;
  const room = hasCardBelow ? columnRoom.value - besideSurface : Infinity;
  const most = Math.min(width * surfaceAspect, height * surfaceShare, room);
  return Math.round(Math.max(leastSurface, most));
}

/** Follows the size of the panel from now on. */
export function followPanelSize(): void {
  const note = (): void => {
    const { innerWidth, innerHeight, devicePixelRatio } = window;
    panelSize.value = { width: innerWidth, height: innerHeight, ratio: devicePixelRatio };
  };
  note();
  window.addEventListener("resize", note);
}
