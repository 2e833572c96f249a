import * as vscode from "vscode";
import type { CodeContext } from "../../codeExport/codeContext";
import type { LossFunction } from "../../languages/lossFunction";
import { conditionsOf } from "../../protocol/conditions";
import type { CodeLibrary, PanelSearch, SearchLibrary } from "../../protocol/panelCalls";
import { findAgain, functionsOf, languageOfDocument, rangeOf } from "../editor/documents";
import type { Saveable, Session } from "../session/session";

const libraryNames: Readonly<Record<CodeLibrary, string>> = {
  pytorch: "PyTorch",
  optax: "Optax",
  keras: "Keras",
};

const searchNames: Readonly<Record<SearchLibrary, string>> = { optuna: "Optuna", ray: "Ray Tune" };

/** Puts a run on the clipboard as Python code, says what a person should know about it, and offers it as a file. */
export async function copyRunAsCode(
  session: Session,
  runId: string,
  library: CodeLibrary,
): Promise<void> {
  const { saveable } = session;
  const run = saveable?.settings.runs.find(({ id }) => id === runId);
  if (!saveable || !run) return;
  const context = await contextOf(session, saveable);
  // It brings the tracing of optimizers: not before somebody wants it.
  const { runAsCode } = await import("../../codeExport/runAsCode");
  const { code, notes } = runAsCode(run.options, context, library);
  await vscode.env.clipboard.writeText(code);
  const copied = vscode.l10n.t("Copied as {0} code.", libraryNames[library]);
  void offerFile(code, [copied, ...notes].join(" "));
}

/** The same with a sweep or a tuning, as a program that machines elsewhere run. */
export async function copySearch(
  session: Session,
  { runs, measure }: PanelSearch,
  library: SearchLibrary,
): Promise<void> {
  const { saveable } = session;
  if (!saveable) return;
  const { BakedInError, searchedNumbers } = await import("../../codeExport/search/settingCode");
  const searched = runs.flatMap(({ runId, axes }) => {
    const run = saveable.settings.runs.find(({ id }) => id === runId);
    if (!run) return [];
    return [{ options: run.options, numbers: searchedNumbers(axes, session.sweepables(runId)) }];
  });
  if (searched.length === 0) return;
  const context = await contextOf(session, saveable);
  const { searchProgram } = await import("../../codeExport/search/searchProgram");
  try {
    const { code, notes } = searchProgram(searched, context, measure, library);
    await vscode.env.clipboard.writeText(code);
    const copied = vscode.l10n.t("Copied as a program for {0}.", searchNames[library]);
    void offerFile(code, [copied, ...notes].join(" "));
  } catch (error) {
    if (!(error instanceof BakedInError)) throw error;
    void vscode.window.showWarningMessage(
      vscode.l10n.t("This cannot be a program for {0}: {1}.", searchNames[library], error.message),
    );
  }
}

/** What the code of a session's runs is written for. */
async function contextOf(
  session: Session,
  { fn, settings, opened }: Saveable,
): Promise<CodeContext> {
  return {
    functionName: fn.name,
    ...{ parameters: opened.parameters, shapes: opened.shapes },
    ...conditionsOf(settings),
    ...(await sourceOfFunction(session, fn)),
  };
}

/** Says that code is on the clipboard, and opens it as a file where that is wanted. */
async function offerFile(code: string, message: string): Promise<void> {
  const open = vscode.l10n.t("Open as File");
  if ((await vscode.window.showInformationMessage(message, open)) !== open) return;
  const document = await vscode.workspace.openTextDocument({ content: code, language: "python" });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}

/** The function as its document has it now, and in which language; nothing if it is gone. */
async function sourceOfFunction(
  session: Session,
  fn: LossFunction,
): Promise<Pick<CodeContext, "text" | "language">> {
  try {
    const document = await vscode.workspace.openTextDocument(session.shown.uri);
    const { functions } = functionsOf(document, []);
    const range = findAgain(functions, fn.name, fn.nameRange.from)?.functionRange;
    if (!range) return {};
    return {
      text: document.getText(rangeOf(document, range)),
      language: languageOfDocument(document).id,
    };
  } catch {
    return {};
  }
}
