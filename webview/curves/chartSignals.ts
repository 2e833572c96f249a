import { computed, type ReadonlySignal } from "@preact/signals";
import type { ChartKind } from "../charts/chartKinds";
import { formatCount, formatNumber } from "../charts/numbers";
import type { AxisMode } from "../charts/scale";
import { chartHeight } from "../store/layout";
import { shownResults } from "../store/panelData";
import { say } from "../../l10n/words";
import { chartContent, modeOf, subjectsOf, type ChartContent } from "./chartModel";
import { leastLoss } from "./lossGap";

/*
 * What charts show, each fact for itself: while a start is dragged the lines change in every frame and what is written
 * about them hardly ever, so that only the pictures are made anew.
 */

/** One chart: what it draws, and what is said under it. */
export interface ChartSignals {
  readonly content: ReadonlySignal<ChartContent>;
  readonly notes: ReadonlySignal<string>;
  readonly floor: ReadonlySignal<number | undefined>;
  /** The names of runs that blew up and would leave the chart; empty where none does. */
  readonly leaving: ReadonlySignal<string>;
  readonly zoomed: ReadonlySignal<boolean>;
  /** Where a symlog axis turns linear. */
  readonly threshold: ReadonlySignal<string>;
  /** Is the value 1 in every row of every run on show? */
  readonly isOne: ReadonlySignal<boolean>;
}

const modes = new Map<string, ReadonlySignal<AxisMode>>();
const charts = new Map<string, ChartSignals>();

function kept<T>(all: Map<string, T>, name: string, make: () => T): T {
  const value = all.get(name) ?? make();
  all.set(name, value);
  return value;
}

/** How many runs are drawn. */
export const shownCount = computed(() => shownResults.value.length);

/** How the axis of a kind of charts is spaced. */
export function modeSignal(kind: ChartKind): ReadonlySignal<AxisMode> {
  return kept(modes, kind.id, () => computed(() => modeOf(kind, subjectsOf(kind))));
}

/** The chart of a kind and a parameter. */
export function chartSignals(kind: ChartKind, parameter: number): ChartSignals {
  return kept(charts, `${kind.id} ${parameter}`, () => {
    const content = computed(() =>
      chartContent(kind, parameter, modeSignal(kind).value, chartHeight.value),
    );
    return {
      content,
      notes: computed(() => notesOf(kind, content.value)),
      floor: computed(() => content.value.floor),
      leaving: computed(() => content.value.leaving),
      zoomed: computed(() => content.value.zoomed),
      threshold: computed(() => formatNumber(content.value.scale.threshold, 2)),
      isOne: computed(
        () =>
          content.value.lines.length > 0 &&
          content.value.lines.every(({ ends: [first], low, high }) => first === 1 && low === high),
      ),
    };
  });
}

/** What the axis cannot show, in words. */
function notesOf(kind: ChartKind, content: ChartContent): string {
  const unshown = content.lines.reduce((sum, line) => sum + line.unshown, 0);
  const notes: string[] = [];
  if (unshown > 0 && content.mode === "log") {
    const count = say(unshown === 1 ? "charts.note.log.one" : "charts.note.log.many", {
      count: formatCount(unshown),
    });
    notes.push(say("charts.note.log", { count }));
  }
  // Once for all charts, under the first.
  if (kind.id !== "loss") return notes.join(" · ");
  for (const [step, runs] of notFiniteFrom()) {
    notes.push(say("charts.note.nonFinite", { runs: runs.join(", "), step: formatCount(step) }));
  }
  if (leastLoss.value !== undefined) {
    notes.push(say("charts.note.gap", { least: formatNumber(leastLoss.value, 4) }));
  }
  return notes.join(" · ");
}

/** The names of runs that met a number that is not finite on their way, by the step at which they did. */
function notFiniteFrom(): ReadonlyMap<number, readonly string[]> {
  const byStep = new Map<number, readonly string[]>();
  for (const { run, series } of shownResults.value) {
    if (series.stop?.reason !== "nonFinite") continue;
    const { step } = series.stop;
    // Said in the place of the curves (`NoStepNotice`).
    if (step === 0) continue;
    byStep.set(step, [...(byStep.get(step) ?? []), run.options.label]);
  }
  return byStep;
}
