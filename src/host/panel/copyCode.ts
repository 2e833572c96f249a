import * as vscode from "vscode";
import type { CodeContext } from "../../codeExport/codeContext";
import type { LossFunction } from "../../languages/lossFunction";
import type { CodeLibrary } from "../../protocol/panelCalls";
import { findAgain, functionsOf, languageOfDocument, rangeOf } from "../editor/documents";
import type { Session } from "../session/session";

const libraryNames: Readonly<Record<CodeLibrary, string>> = {
  pytorch: "PyTorch",
  optax: "Optax",
  keras: "Keras",
};

/** Puts a run on the clipboard as Python code, says what a person should know about it, and offers it as a file. */
export async function copyRunAsCode(
  session: Session,
  runId: string,
  library: CodeLibrary,
): Promise<void> {
  const { saveable } = session;
  const run = saveable?.settings.runs.find(({ id }) => id === runId);
  if (!saveable || !run) return;
  const source = await sourceOfFunction(session, saveable.fn);
  // It brings the tracing of optimizers: not before somebody wants it.
  const { runAsCode } = await import("../../codeExport/runAsCode");
  const { start, steps, tolerance, noise, seed, batchSize } = saveable.settings;
  const { code, notes } = runAsCode(
    run.options,
    {
      functionName: saveable.fn.name,
      parameters: session.parameters,
      ...(session.shapes ? { shapes: session.shapes } : {}),
      start,
      steps,
      tolerance,
      noise,
      seed,
      ...(batchSize === undefined ? {} : { batchSize }),
      ...source,
    } satisfies CodeContext,
    library,
  );
  await vscode.env.clipboard.writeText(code);
  const copied = vscode.l10n.t("Copied as {0} code.", libraryNames[library]);
  void offerFile(code, [copied, ...notes].join(" "));
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
