import * as vscode from "vscode";
import { runAsCode } from "../../codeExport/runAsCode";
import type { CodeLibrary } from "../../protocol/panel";
import type { Session } from "../session/session";

/** Puts a run on the clipboard as Python code, and says what a person should know before trusting it. */
export async function copyRunAsCode(
  session: Session,
  runId: string,
  library: CodeLibrary,
): Promise<void> {
  const { saveable, parameters } = session;
  const run = saveable?.settings.runs.find(({ id }) => id === runId);
  if (!saveable || !run) return;
  const { start, steps } = saveable.settings;
  const context = { functionName: saveable.fn.name, parameters, start, steps };
  const { code, notes } = runAsCode(run.options, context, library);
  await vscode.env.clipboard.writeText(code);
  if (notes.length > 0) void vscode.window.showInformationMessage(notes.join(" "));
}
