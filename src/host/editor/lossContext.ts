import * as vscode from "vscode";
import { section, type Settings } from "../settings";
import type { DocumentFunctions } from "./documentFunctions";
import { isSupported } from "./documents";

/**
 * Tells VS Code which of the documents in sight hold loss functions, so that each editor's title offers the command where
 * there is something to simulate: `resourcePath in optimizerLens.filesWithLoss`. By paths, as the window and we call a
 * document on another machine by different schemes; `resourcePath` is the system's own spelling for a file that is local.
 */
export class LossContext implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private told = "";

  constructor(
    private readonly functions: DocumentFunctions,
    settings: () => Settings,
  ) {
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.tell()),
      functions.onDidFind(() => this.tell()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!isSupported(document)) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.tell(), settings().liveDelay);
      }),
    ];
    this.tell();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private tell(): void {
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    const holding = documents.filter((document) => this.functions.of(document).length > 0);
    const files = [...new Set(holding.flatMap(({ uri }) => [uri.path, uri.fsPath]))].sort();
    if (files.join("\n") === this.told) return;
    this.told = files.join("\n");
    void vscode.commands.executeCommand("setContext", `${section}.filesWithLoss`, files);
  }
}
