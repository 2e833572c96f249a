import type { PanelFinding, PanelRemedy } from "./panel";
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
  readonly curvature?: RunCurvature;
}

/** What helps a run against one of its findings, as tried. */
export interface FindingRemedies {
  readonly runId: string;
  readonly findingId: string;
  readonly remedies: readonly PanelRemedy[];
}
