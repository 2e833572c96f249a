import type { OptimizerDeclaration } from "../optimizers/userUpdate";
import type { BrokenRun, RunOptions } from "../options/runOptions";
import type { ReplayedStep } from "../simulation/run/elementReplay";
import type { Problem } from "./problem";
import type { Sweepable, SweepAxis, SweepMeasure } from "../options/sweepOptions";
import type { PanelAsk } from "./question";
import type { PanelFinding } from "./diagnosis";
import type { CurveName, Row, RunSeries, RunCurvature } from "./series";

/** A run as the panel edits it: what to compute, and how it is shown. */
export interface PanelRun {
  /** Stable across edits and reordering. */
  readonly id: string;
  readonly options: RunOptions;
  /** Index into the palette of colours and dashes. */
  readonly style: number;
  readonly hidden: boolean;
}

/** A run of the code that is not computed because something in it is wrong; it keeps its place and its colour. */
export interface BrokenPanelRun extends Omit<PanelRun, "options">, BrokenRun {}

/** What the panel computes: the code's `@simulate` comment with the panel's changes on top. */
export interface PanelSettings {
  /** θ⁰, flat. */
  readonly start: readonly number[];
  readonly steps: number;
  readonly seed: number;
  readonly tolerance: number;
  readonly noise: number;
  readonly batchSize?: number;
  /** Repeats of each run over seeds, and how far around the start they begin; absent: 1 and 0. */
  readonly seeds?: number;
  readonly jitter?: number;
  readonly runs: readonly PanelRun[];
  readonly brokenRuns?: readonly BrokenPanelRun[];
  /** Ranges of the surface, where the code fixes them. */
  readonly window?: readonly (readonly [number, number])[];
  /** Does this differ from what the code says? Then *Save to code* has something to save. */
  readonly changed: boolean;
}

/** The function on show. */
export interface PanelFunction {
  readonly name: string;
  /** As people read it: "squaredError(b, w)". */
  readonly signature: string;
  /** File name for the header, and where the link leads. */
  readonly file: string;
  readonly line: number;
  /** Flattened parameter names: "w[0]", "layer.bias". */
  readonly parameters: readonly string[];
  /** Shapes of the arguments, as `VectorStep.shapes`: what an optimizer's `notice` is asked about. */
  readonly shapes: readonly (readonly number[])[];
  /** Does the function take mini-batches (`samples`)? */
  readonly samples?: number;
  /** Changes whenever the code behind the function does: a new one means a new surface. */
  readonly version: number;
}

export type PanelStatus =
  "empty" | "running" | "live" | "paused" | "stale" | "failed" | "untrusted";

/** Everything a panel shows but bulk data. The webview can be rebuilt from one of these and one `series` message. */
export interface PanelState {
  readonly status: PanelStatus;
  readonly function?: PanelFunction;
  readonly gradient?: { readonly kind: "exact" | "numeric"; readonly reason?: string };
  readonly settings?: PanelSettings;
  /** What the code says, where the settings differ from it. */
  readonly codeSettings?: PanelSettings;
  readonly problem?: Problem;
  /** 0 to 1 while running. */
  readonly progress?: number;
  /** Milliseconds from request to result, for "live · 3 ms". */
  readonly elapsed?: number;
  readonly locked: boolean;
  readonly findings: readonly PanelFinding[];
  /** The user's own optimizers, which pickers list after the built-in ones. */
  readonly ownOptimizers: readonly OptimizerDeclaration[];
  readonly lesson?: PanelLesson;
  /** Kept in the webview's saved state as it stands, for the host to find after a reload. */
  readonly restore?: unknown;
}

export interface PanelLesson {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tries: readonly string[];
  /** The lessons before and after it. */
  readonly previous?: LessonLink;
  readonly next?: LessonLink;
}

/** Another lesson: its file, by which it is opened, and its title. */
export interface LessonLink {
  readonly file: string;
  readonly title: string;
}

/** What the panel wants changed; absent fields stay as they are. */
export interface SettingsChange {
  readonly start?: readonly number[];
  readonly steps?: number;
  readonly seed?: number;
  readonly tolerance?: number;
  readonly noise?: number;
  readonly batchSize?: number;
  readonly seeds?: number;
  readonly jitter?: number;
  /** The whole list in its new order. `options` is validated by the host as a comment's options are. */
  readonly runs?: readonly PanelRun[];
}

/** Which rows the charts show, and how finely. */
export interface SeriesRequest {
  readonly from: number;
  readonly to: number;
  /** Buckets across the window; curves have at most about twice as many points. */
  readonly buckets: number;
  /** Parameters whose curves and path to send; absent: the first 12. */
  readonly parameters?: readonly number[];
  /** Which curves to send; absent: all. */
  readonly curves?: readonly CurveName[];
  /** Send the path in these two parameters only, without points that move it by less than a tolerance in each. */
  readonly path?: {
    readonly axes: readonly [number, number];
    readonly tolerance: readonly [number, number];
  };
  /** Send `bands` too. */
  readonly bands?: boolean;
}

/** What the panel looks at beside the curves. */
export interface DetailRequest {
  /** The step cursor; absent: the end of every run. */
  readonly step?: number;
  /** The run whose formula is shown, with the step that leaves the cursor. */
  readonly formula?: string;
  /** The parameter whose formula is shown; absent: the first. */
  readonly parameter?: number;
  /** What counts as close to the best loss, as a share of the way there from the start. */
  readonly withinShare: number;
}

/** Exact numbers, from all raw rows. */
export interface Details {
  /** The row at the step cursor of every run (its last row where the run is shorter). */
  readonly rows: readonly Row[];
  /**
   * The row of the formula and the row that it leads to, where there are both, and what the method made of the
   * parameter in between, where the recorded rows tell it exactly.
   */
  readonly formula?: { readonly row: Row; readonly next: Row; readonly inside?: InsideStep };
  /** The first step of every run that is close to the best loss of all; runs that never are, are absent. */
  readonly within: readonly { readonly runId: string; readonly step: number }[];
}

/** What a method made of one parameter's step. */
export interface InsideStep extends ReplayedStep {
  readonly parameter: number;
}

export type CodeLibrary = "pytorch" | "optax" | "keras";

export type SearchLibrary = "optuna" | "ray";

/** What a sweep or a tuning tries of each of its runs, and what of it counts. */
export interface PanelSearch {
  readonly runs: readonly { readonly runId: string; readonly axes: readonly SweepAxis[] }[];
  readonly measure: SweepMeasure;
}

/** What the webview asks of the host. Every argument is validated; an invalid call is dropped and logged. */
export interface PanelHost {
  /** The webview's script runs; the host answers with `hydrate`. `saved` is what `setState` kept. */
  ready(saved: unknown): void;
  /** Resolves once the change has been simulated, so that a drag asks no faster than it is answered, or its runs take long. */
  change(change: SettingsChange): Promise<void>;
  /** Back to what the code says. */
  resetSettings(): Promise<void>;
  rerun(): void;
  stop(): void;
  setPaused(paused: boolean): void;
  setLocked(locked: boolean): void;
  series(request: SeriesRequest): Promise<readonly RunSeries[]>;
  /** The exact row `step` of every run (its last row where the run is shorter). */
  rows(step: number): Promise<readonly Row[]>;
  /** What is told beside the curves; the host keeps telling it with every change of the curves. */
  details(request: DetailRequest): Promise<Details>;
  /** Asks the runner about the function; `PanelQuestions` has what. */
  ask: PanelAsk;
  /** What of a run can be swept, by name; empty where there is no such run. */
  sweepables(runId: string): Promise<readonly Sweepable[]>;
  revealFunction(): void;
  revealProblem(): void;
  saveToCode(): void;
  copyCode(runId: string, library: CodeLibrary): void;
  /** A sweep or a tuning as a program for machines elsewhere. */
  copySearch(search: PanelSearch, library: SearchLibrary): void;
  copyText(text: string): void;
  /** CSV and JSON are written by the host from all raw rows; PNG and SVG come as the picture's bytes. */
  exportData(format: "csv" | "json"): void;
  exportPicture(format: "png" | "svg", name: string, bytes: Uint8Array): void;
  openExample(): void;
  openLesson(file: string): void;
  manageTrust(): void;
  /** Something the user should find in the log. */
  log(message: string): void;
}

/** What the host tells the webview. */
export interface PanelView {
  hydrate(state: PanelState): void;
  /**
   * New or grown runs, thinned to the last `series` request (or to 2,000 buckets before the first), with the details
   * last asked for.
   */
  seriesChanged(series: readonly RunSeries[], details: Details): void;
  /** Curvature along the runs, once it has been computed; empty when the runs are new. */
  curvatureChanged(curvature: readonly RunCurvature[]): void;
  /** Runs a command of the keyboard or palette inside the panel. */
  command(command: "play" | "stepForward" | "stepBackward" | "resetView"): void;
}
