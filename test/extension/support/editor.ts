import * as vscode from "vscode";
import { waitFor } from "./waitFor";

/** The folder that is open in the window. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("No folder is open");
  return folder.uri;
}

/** The folder of the extension under test. */
export function extensionFolder(): vscode.Uri {
  const extension = vscode.extensions.getExtension("optimizer-lens.optimizer-lens");
  if (!extension) throw new Error("The extension is not installed");
  return extension.extensionUri;
}

/** Writes a file into the open folder and shows it in the first column. */
export async function openFile(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return showFile(uri);
}

export async function showFile(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** Replaces the first occurrence of `from` in the text, unsaved, as typing does. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  // An edit is refused while an earlier change is still on its way.
  await waitFor(`the edit of "${from}"`, async () => {
    const at = document.getText().indexOf(from);
    if (at < 0) throw new Error(`"${from}" is not in ${document.fileName}`);
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
    return await editor.edit((edit) => edit.replace(range, to));
  });
}

/** Puts the cursor at the first occurrence of a text. */
export function putCursor(editor: vscode.TextEditor, text: string): void {
  const at = editor.document.positionAt(editor.document.getText().indexOf(text));
  editor.selection = new vscode.Selection(at, at);
}

/** The lenses of a document as titles with their lines (1-based), as the editor would show them. */
export async function lensesOf(uri: vscode.Uri): Promise<{ title: string; line: number }[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
    "vscode.executeCodeLensProvider",
    uri,
    1000,
  );
  return (lenses ?? [])
    .filter((lens) => lens.command?.command.startsWith("optimizerLens.") === true)
    .map((lens) => ({ title: lens.command?.title ?? "", line: lens.range.start.line + 1 }));
}

/** The lines that have a "Simulate Optimizer" lens, once there is one. */
export function simulateLines(uri: vscode.Uri): Promise<number[]> {
  return waitFor(`a lens in ${uri.path}`, async () => {
    const lines = (await lensesOf(uri))
      .filter(({ title }) => title.includes("Simulate Optimizer"))
      .map(({ line }) => line);
    return lines.length > 0 && lines;
  });
}

/** The lens that tells the latest result, once it matches. */
export function resultLens(uri: vscode.Uri, pattern: RegExp): Promise<string> {
  return waitFor(`a lens like ${String(pattern)}`, async () =>
    (await lensesOf(uri)).map(({ title }) => title).find((title) => pattern.test(title)),
  );
}

/** What Optimizer Lens says about a document. */
export function diagnosticsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === "Optimizer Lens");
}

/** Waits until Optimizer Lens has nothing to say about a document. */
export async function noDiagnostics(uri: vscode.Uri): Promise<void> {
  await waitFor("no diagnostic", () => diagnosticsOf(uri).length === 0);
}

/** The panels of Optimizer Lens that are open. */
export function panels(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.includes("optimizerLens"),
    );
}

/** Closes everything without saving. */
export async function closeAll(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await waitFor("all panels to close", () => panels().length === 0);
}
