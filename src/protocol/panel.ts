import type { OptimizerDeclaration } from "../optimizers/userUpdate";
import type { BrokenRun } from "../options/runOptions";
import type { RunConditions } from "./conditions";
import type { Problem } from "./problem";
import type { Details } from "./details";
import type { PanelRun } from "./panelCalls";
import type { PanelFinding } from "./diagnosis";
import type { RunSeries, RunCurvature } from "./series";

/** A run of the code that is not computed because something in it is wrong; it keeps its place and its colour. */
export interface BrokenPanelRun extends Omit<PanelRun, "options">, BrokenRun {}

/** What the panel computes: the code's `@simulate` comment with the panel's changes on top. */
export interface PanelSettings extends RunConditions {
  /** Repeats of each run over seeds, of which 1 is the run itself, and how far around the start the others begin. */
  readonly seeds: number;
  readonly jitter: number;
  readonly runs: readonly PanelRun[];
  readonly brokenRuns?: readonly BrokenPanelRun[] | undefined;
  /** Ranges of the surface, where the code fixes them. */
  readonly window?: readonly (readonly [number, number])[] | undefined;
  /** The rate of gradient descent that fits the function at the start, where the code names no runs. */
  readonly startRate?: number | undefined;
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
  readonly samples?: number | undefined;
  /** Changes whenever the code behind the function does: a new one means a new surface. */
  readonly version: number;
}

export type PanelStatus =
  "empty" | "running" | "live" | "paused" | "stale" | "failed" | "untrusted";

/** Everything a panel shows but bulk data. The webview can be rebuilt from one of these and one `series` message. */
export interface PanelState {
  readonly status: PanelStatus;
  readonly function?: PanelFunction | undefined;
  readonly gradient?: { readonly kind: "exact" | "numeric"; readonly reason?: string | undefined };
  readonly settings?: PanelSettings | undefined;
  /** What the code says, where the settings differ from it. */
  readonly codeSettings?: PanelSettings | undefined;
  readonly problem?: Problem | undefined;
  /** What is wrong in the `@simulate` comment, where the rest of it works; absent where nothing is. */
  readonly commentFaults?: readonly CommentFault[] | undefined;
  /** 0 to 1 while running. */
  readonly progress?: number | undefined;
  /** Milliseconds from request to result, for "live · 3 ms". */
  readonly elapsed?: number | undefined;
  readonly locked: boolean;
  readonly findings: readonly PanelFinding[];
  /** Are the findings, and the curvature that was sent last, of the runs before those on show? */
  readonly diagnosisIsOld: boolean;
  /** The user's own optimizers, which pickers list after the built-in ones. */
  readonly ownOptimizers: readonly OptimizerDeclaration[];
  readonly lesson?: PanelLesson | undefined;
  /** Kept in the webview's saved state as it stands, for the host to find after a reload. */
  readonly restore?: unknown;
}

/** Something wrong in a comment, at a 1-based place of its document. */
export interface CommentFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface PanelLesson {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tries: readonly string[];
  /** The lessons before and after it. */
  readonly previous?: LessonLink | undefined;
  readonly next?: LessonLink | undefined;
}

/** Another lesson: its file, by which it is opened, and its title. */
export interface LessonLink {
  readonly file: string;
  readonly title: string;
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
