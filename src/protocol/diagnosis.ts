import type { RunOptions } from "../options/runOptions";
import type { Place } from "../text/place";
import type { RunCurvature } from "./series";

/** Say why the runs of a session's last job did what they did; in the language of VS Code's display. */
export interface DiagnoseRequest {
  readonly session: string;
  readonly job: number;
  readonly language: string;
}

/** What was found about a run, and the curvature along it where that could be computed. */
export interface RunDiagnosis {
  readonly runId: string;
  readonly findings: readonly PanelFinding[];
  readonly curvature?: RunCurvature | undefined;
}

/** What helps a run against one of its findings, as tried. */
export interface FindingRemedies {
  readonly runId: string;
  readonly findingId: string;
  readonly remedies: readonly PanelRemedy[];
}

/** A diagnosis in words, ready to show. */
export interface PanelFinding {
  readonly runId: string;
  readonly id: string;
  readonly severity: "info" | "warning" | "error";
  readonly title: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly evidence: readonly {
    readonly name: string;
    readonly value: number;
    readonly step?: number | undefined;
  }[];
  /** Where in the code it comes from, whatever the method. */
  readonly place?: Place | undefined;
  /** Those that help, as tried; absent until they have been. */
  readonly remedies?: readonly PanelRemedy[] | undefined;
}

/** A run that does better than the one it is offered for. */
export interface PanelRemedy {
  readonly label: string;
  readonly options: RunOptions;
  /** The loss it ends at … */
  readonly loss: number;
  /** … after so many steps. */
  readonly steps: number;
}
