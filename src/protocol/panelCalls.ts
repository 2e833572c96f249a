import * as v from "valibot";
import type { Sweepable } from "../options/sweepOptions";
import type { Details } from "./details";
import { panelQuestions, sweepAxes, sweepMeasure, type PanelAsk } from "./question";
import { writtenRun } from "./runShape";
import { curveNames, type Row, type RunSeries } from "./series";
import {
  type Of,
  count,
  finite,
  notNegative,
  parameter,
  positive,
  shortText,
  stepNumber,
  vector,
} from "./values";

const run = v.strictObject({
  /** Stable across edits and reordering. */
  id: shortText,
  options: writtenRun,
  /** Index into the palette of colours and dashes. */
  style: count(1000),
  hidden: v.boolean(),
});

/** A run as the panel edits it: what to compute, and how it is shown. */
export type PanelRun = Of<typeof run>;

export const settingsChange = v.strictObject({
  start: v.exactOptional(vector),
  steps: v.exactOptional(count(10_000_000)),
  seed: v.exactOptional(count(2 ** 32)),
  tolerance: v.exactOptional(notNegative),
  noise: v.exactOptional(notNegative),
  batchSize: v.exactOptional(count(10_000_000)),
  seeds: v.exactOptional(v.pipe(count(1000), v.minValue(1))),
  jitter: v.exactOptional(notNegative),
  /** The whole list in its new order. */
  runs: v.exactOptional(v.pipe(v.array(run), v.maxLength(50))),
});

/** What the panel wants changed; absent fields stay as they are. */
export type SettingsChange = Of<typeof settingsChange>;

const seriesRequest = v.strictObject({
  from: notNegative,
  to: notNegative,
  /** Buckets across the window; curves have at most about twice as many points. */
  buckets: v.pipe(count(20_000), v.minValue(1)),
  /** Parameters whose curves and path to send; absent: the first 12. */
  parameters: v.optional(v.pipe(v.array(parameter), v.maxLength(100))),
  /** Which curves to send; absent: all. */
  curves: v.optional(v.pipe(v.array(v.picklist(curveNames)), v.maxLength(curveNames.length))),
  /** Send the path in these two parameters only, without points that move it by less than a tolerance in each. */
  path: v.optional(
    v.strictObject({
      axes: v.strictTuple([parameter, parameter]),
      tolerance: v.strictTuple([positive, positive]),
    }),
  ),
  /** Send `bands` too. */
  bands: v.optional(v.boolean()),
});

/** Which rows the charts show, and how finely. */
export type SeriesRequest = Of<typeof seriesRequest>;

const detailRequest = v.strictObject({
  /** The step cursor; absent: the end of every run. */
  step: v.optional(stepNumber),
  /** The run whose formula is shown, with the step that leaves the cursor. */
  formula: v.optional(shortText),
  /** The parameter whose formula is shown; absent: the first. */
  parameter: v.optional(parameter),
  /** What counts as close to the best loss, as a share of the way there from the start. */
  withinShare: v.pipe(finite, v.minValue(0), v.maxValue(1)),
});

/** What the panel looks at beside the curves. */
export type DetailRequest = Of<typeof detailRequest>;

const codeLibrary = v.picklist(["pytorch", "optax", "keras"]);
export type CodeLibrary = Of<typeof codeLibrary>;

const searchLibrary = v.picklist(["optuna", "ray"]);
export type SearchLibrary = Of<typeof searchLibrary>;

const search = v.strictObject({
  runs: v.pipe(
    v.array(v.strictObject({ runId: shortText, axes: sweepAxes })),
    v.minLength(1),
    v.maxLength(50),
  ),
  measure: sweepMeasure,
});

/** What a sweep or a tuning tries of each of its runs, and what of it counts. */
export type PanelSearch = Of<typeof search>;

const nothing = v.strictTuple([]);

/** The arguments of every call that the webview may make; a call that is not here does not exist. */
export const panelCalls = {
  /** The webview's script runs; the host answers with `hydrate`. The argument is what `setState` kept. */
  ready: v.strictTuple([v.optional(v.unknown())]),
  /** Resolves once the change has been simulated, so that a drag asks no faster than it is answered, or its runs take long. */
  change: v.strictTuple([settingsChange]),
  /** Back to what the code says. */
  resetSettings: nothing,
  rerun: nothing,
  stop: nothing,
  setPaused: v.strictTuple([v.boolean()]),
  setLocked: v.strictTuple([v.boolean()]),
  series: v.strictTuple([seriesRequest]),
  /** What is told beside the curves; the host keeps telling it with every change of the curves. */
  details: v.strictTuple([detailRequest]),
  /** The exact row of a step of every run (its last row where the run is shorter). */
  rows: v.strictTuple([stepNumber]),
  /** Asks the runner about the function; `panelQuestions` has what. */
  ask: v.union(
    Object.entries(panelQuestions).map(([name, asked]) => v.strictTuple([v.literal(name), asked])),
  ),
  /** What of a run can be swept, by name; empty where there is no such run. */
  sweepables: v.strictTuple([shortText]),
  revealFunction: nothing,
  revealProblem: nothing,
  /** Where the function threw in a run. */
  revealRunFault: v.strictTuple([shortText]),
  /** The first fault of the comment. */
  revealCommentFault: nothing,
  saveToCode: nothing,
  /** A run's id, and the library whose code is wanted. */
  copyCode: v.strictTuple([shortText, codeLibrary]),
  /** A sweep or a tuning as a program for machines elsewhere. */
  copySearch: v.strictTuple([search, searchLibrary]),
  copyText: v.strictTuple([v.pipe(v.string(), v.maxLength(50_000_000))]),
  /** CSV and JSON are written by the host from all raw rows … */
  exportData: v.strictTuple([v.picklist(["csv", "json"])]),
  /** … pictures come as their bytes, behind their name. */
  exportPicture: v.strictTuple([
    v.picklist(["png", "svg", "gif"]),
    shortText,
    v.pipe(v.instance(Uint8Array), v.maxLength(100_000_000)),
  ]),
  openExample: nothing,
  openLesson: v.strictTuple([shortText]),
  manageTrust: nothing,
  /** Where the interpreter for Python is chosen. */
  chooseInterpreter: nothing,
  /** Something the user should find in the log. */
  log: v.strictTuple([v.pipe(v.string(), v.maxLength(10_000))]),
};

/** What calls are answered that are not answered with nothing. */
interface Answers {
  change: Promise<void>;
  resetSettings: Promise<void>;
  series: Promise<readonly RunSeries[]>;
  details: Promise<Details>;
  rows: Promise<readonly Row[]>;
  sweepables: Promise<readonly Sweepable[]>;
}

type Calls = {
  readonly [Name in Exclude<keyof typeof panelCalls, "ask">]: Name extends keyof Answers
    ? (...values: Of<(typeof panelCalls)[Name]>) => Answers[Name]
    : (...values: Of<(typeof panelCalls)[Name]>) => void;
};

/** What the webview asks of the host. Every argument is validated; an invalid call is dropped and logged. */
export interface PanelHost extends Calls {
  readonly ask: PanelAsk;
}
