import * as vscode from "vscode";
import type { LossFunction } from "../../languages/lossFunction";
import { languageOf } from "../../languages/registry";
import type { SimulateOptions } from "../../options/runOptions";
import type { OpenRequest, OwnOptimizerSource } from "../../protocol/runner";
import { isSupported } from "../editor/documents";

/** What the runner needs to make the function's objective, from the documents as they stand, saved or not. */
export function openRequest(
  session: string,
  document: vscode.TextDocument,
  fn: LossFunction,
  options: SimulateOptions,
  optimizers: readonly OwnOptimizerSource[],
): OpenRequest {
  const { start, samples } = options;
  return {
    session,
    file: pathOf(document.uri, document.languageId),
    text: document.getText(),
    overlays: unsavedTexts(document),
    function: fn,
    optimizers,
    start,
    samples,
    wantsRate: options.runs === undefined && options.brokenRuns === undefined,
  };
}

/**
 * A path for a document of any scheme, `language` being what VS Code calls its language; for those that are not files it
 * leads nowhere, so imports say so.
 */
export function pathOf(uri: vscode.Uri, language: string): string {
  if (uri.scheme === "file") return uri.fsPath;
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1) || "untitled";
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const base = root?.scheme === "file" ? root.fsPath : "/";
  const extensions = languageOf(language)?.extensions ?? [];
  const ending = extensions.some((one) => name.endsWith(one)) ? "" : (extensions[0] ?? "");
  return `${base.replace(/[/\\]$/, "")}/${name}${ending}`;
}

function unsavedTexts(subject: vscode.TextDocument): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const document of vscode.workspace.textDocuments) {
    const isOther = document !== subject && document.isDirty && document.uri.scheme === "file";
    if (isOther && (isSupported(document) || document.languageId.startsWith("json"))) {
      texts[document.uri.fsPath] = document.getText();
    }
  }
  return texts;
}
