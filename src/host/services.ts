import type * as vscode from "vscode";
import type { LossFunction } from "../languages/lossFunction";
import type { PanelState } from "../protocol/panel";
import type { RunnerClient } from "../runner/client/runnerClient";
import type { Diagnostics } from "./editor/diagnostics";
import type { OwnOptimizers } from "./editor/userOptimizers";
import type { Results } from "./editor/results";
import type { Settings } from "./settings";

/** What the parts of the host share. */
export interface HostServices {
  readonly extensionUri: vscode.Uri;
  readonly runner: RunnerClient;
  readonly diagnostics: Diagnostics;
  readonly results: Results;
  readonly log: vscode.LogOutputChannel;
  /** The language of VS Code's display. */
  readonly language: string;
  /** Those for a document, or those of the window. */
  settings(scope?: vscode.Uri): Settings;
  /** May this document's code be run: is the workspace trusted, or is it an example of ours, unchanged? */
  mayRun(document: vscode.TextDocument): boolean;
  /** The function around an offset, marked or not. */
  functionAt(document: vscode.TextDocument, offset: number): LossFunction | undefined;
  readonly ownOptimizers: OwnOptimizers;
  /** The lesson that belongs to a document, as a field of the panel's state. */
  lessonOf(uri: vscode.Uri): Pick<PanelState, "lesson">;
}
