import * as vscode from "vscode";
import { diagnosticsOf } from "./editor";
import { waitFor } from "./waitFor";

/** The position after the first occurrence of a text. */
export function after({ document }: vscode.TextEditor, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + text.length);
}

/** Our completions at a position, by label. */
export async function completionsAt(
  editor: vscode.TextEditor,
  position: vscode.Position,
): Promise<ReadonlyMap<string, vscode.CompletionItem>> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    editor.document.uri,
    position,
    undefined,
    100,
  );
  const ours = list.items.filter(
    ({ label, kind }) => typeof label !== "string" && kind !== vscode.CompletionItemKind.Snippet,
  );
  return new Map(
    ours.map((item) => [(item.label as vscode.CompletionItemLabel).label, item] as const),
  );
}

/** What hovers at a position say, as one text. */
export async function hoversAt(
  editor: vscode.TextEditor,
  position: vscode.Position,
): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    editor.document.uri,
    position,
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents
    .map((part) => (part instanceof vscode.MarkdownString ? part.value : ""))
    .join("\n");
}

/** What is said about a document, once it is this. */
export async function diagnosticsLike(
  { document }: vscode.TextEditor,
  pattern: RegExp,
): Promise<vscode.Diagnostic> {
  return waitFor(`a diagnostic like ${String(pattern)}`, () =>
    diagnosticsOf(document.uri).find(({ message }) => pattern.test(message)),
  );
}

/** Applies the quick fix of that title. */
export async function mend(editor: vscode.TextEditor, title: string): Promise<void> {
  const { document } = editor;
  const action = await waitFor(`the quick fix "${title}"`, async () => {
    const [first] = diagnosticsOf(document.uri);
    if (!first) return undefined;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      first.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    return actions.find((one) => one.title === title);
  });
  await vscode.workspace.applyEdit(action.edit!);
}
