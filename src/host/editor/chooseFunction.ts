import * as vscode from "vscode";
import { unsupportedMessage, type LossFunction } from "../../languages/lossFunction";
import { findOptions, functionsOf, isSupported, languageOfDocument, rangeOf } from "./documents";
import type { Subject } from "../session/subject";
import type { Settings } from "../settings";

/** What a CodeLens or another extension may pass to the command. */
export interface SimulateArgument {
  readonly uri: string;
  readonly name: string;
  readonly offset: number;
}

export function isSimulateArgument(value: unknown): value is SimulateArgument {
  if (typeof value !== "object" || value === null) return false;
  const { uri, name, offset } = value as Partial<Record<keyof SimulateArgument, unknown>>;
  return typeof uri === "string" && typeof name === "string" && typeof offset === "number";
}

/**
 * The function that **Simulate Optimizer** means: the one around the cursor, named like a loss or not; else the only
 * candidate of the document; else the one a person picks. With none it says what is looked for.
 */
export async function chooseFunction(
  settingsOf: (scope: vscode.Uri) => Settings,
): Promise<Subject | undefined> {
  const editor = editorInQuestion();
  if (!editor) {
    await offerExample(
      vscode.l10n.t(
        "Open a TypeScript, JavaScript or Python file with a loss function, or try an example.",
      ),
    );
    return undefined;
  }
  const { document, selection } = editor;
  const settings = settingsOf(document.uri);
  const offset = document.offsetAt(selection.active);
  const options = findOptions(document, settings.functionNames);
  const around = languageOfDocument(document).functionAround(document.getText(), offset, options);
  if (around) return subjectOf(document, around);
  const found = functionsOf(document, settings.functionNames);
  const candidates = found.functions.filter(({ role }) => role === "loss");
  if (candidates.length === 0) {
    await offerExample(found.gaveUp ?? nothingFound());
    return undefined;
  }
  const [only] = candidates;
  if (candidates.length === 1 && only) return subjectOf(document, only);
  const picked = await vscode.window.showQuickPick(
    candidates.map((fn) => ({
      label: fn.name,
      description: `(${fn.parameters.map(({ text }) => text).join(", ")})`,
      detail: vscode.l10n.t("line {0}", rangeOf(document, fn.nameRange).start.line + 1),
      fn,
    })),
    { placeHolder: vscode.l10n.t("Which loss function?") },
  );
  return picked && subjectOf(document, picked.fn);
}

/** The active editor; while something else has the focus, such as a panel, one that is in sight. */
function editorInQuestion(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const candidates = activeTextEditor ? [activeTextEditor] : visibleTextEditors;
  return candidates.find(({ document }) => isSupported(document));
}

/** The function as a subject; says why when it cannot be simulated. */
function subjectOf(document: vscode.TextDocument, fn: LossFunction): Subject | undefined {
  if (fn.unsupported) {
    void vscode.window.showWarningMessage(unsupportedMessage(fn.name, fn.unsupported));
    return undefined;
  }
  return { uri: document.uri, name: fn.name, offset: fn.nameRange.from };
}

function nothingFound(): string {
  return vscode.l10n.t(
    "No loss function here. Put the cursor into a function that takes numbers and returns one, write @simulate in its comment, or name it with a word such as loss, cost or error.",
  );
}

async function offerExample(message: string): Promise<void> {
  const open = vscode.l10n.t("Open Example");
  const answer = await vscode.window.showInformationMessage(message, open);
  if (answer === open) await vscode.commands.executeCommand("optimizerLens.openExample");
}
