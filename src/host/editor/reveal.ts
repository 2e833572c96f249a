import * as vscode from "vscode";

/** Shows an offset of a document in the editor that already shows it, or in the first column. */
export async function revealOffset(uri: vscode.Uri, offset: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.positionAt(offset);
  await revealRange(document, new vscode.Range(position, position));
}

export async function revealRange(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<void> {
  const visible = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === document.uri.toString(),
  );
  await vscode.window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
    selection: range,
  });
}
