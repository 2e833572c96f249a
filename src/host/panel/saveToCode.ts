import * as vscode from "vscode";
import type { Json5Value } from "../../languages/javascript/json5";
import { readTagObject } from "../../languages/javascript/simulateComment";
import { writeSimulateComment } from "../../languages/javascript/simulateCommentWrite";
import type { LossFunction } from "../../languages/lossFunction";
import { writeRun } from "../../options/writeOptions";
import type { PanelSettings } from "../../protocol/panel";
import { rangeOf } from "../documents";

/** Writes the panel's settings into the function's `@simulate` comment: one edit, one undo. */
export async function saveToCode(
  uri: vscode.Uri,
  fn: LossFunction,
  settings: PanelSettings,
): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const { from, to, newText } = writeSimulateComment(text, fn, writtenOptions(fn, settings));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, rangeOf(document, { from, to }), newText);
  const written = await vscode.workspace.applyEdit(edit);
  if (!written) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t("The settings could not be written: {0} cannot be edited.", uri.path),
    );
  }
  return written;
}

/** What the comment said already and the panel does not change (window, samples) stays. */
function writtenOptions(fn: LossFunction, settings: PanelSettings): Record<string, Json5Value> {
  const before = readTagObject(fn)?.value;
  const kept: Record<string, Json5Value> =
    typeof before === "object" && before !== null && !Array.isArray(before)
      ? { ...(before as Record<string, Json5Value>) }
      : {};
  const written: Record<string, Json5Value> = { start: [...settings.start], steps: settings.steps };
  if (settings.seed !== 0 || "seed" in kept) written.seed = settings.seed;
  if (settings.tolerance !== 0) written.tolerance = settings.tolerance;
  if (settings.noise !== 0) written.noise = settings.noise;
  for (const name of ["window", "samples"]) if (name in kept) written[name] = kept[name]!;
  if (settings.batchSize !== undefined) written.batchSize = settings.batchSize;
  written.runs = settings.runs.map(({ options }) => writeRun(options));
  return written;
}
