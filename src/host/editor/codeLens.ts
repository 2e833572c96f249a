import * as vscode from "vscode";
import type { LossFunction } from "../../languages/lossFunction";
import { readOwnOptimizers, type OwnOptimizer } from "../../options/userOptimizers";
import type { DocumentFunctions } from "./documentFunctions";
import { isOldSideOfDiff, selector } from "./documents";
import type { Results } from "./results";
import type { Settings } from "../settings";

/** **Simulate Optimizer** above every loss function, and beside it the latest result in words. */
export class LossLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.emitter.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly functions: DocumentFunctions,
    private readonly settings: (scope: vscode.Uri) => Settings,
    private readonly results: Results,
  ) {
    const changed = () => this.emitter.fire();
    this.subscriptions = [
      vscode.languages.registerCodeLensProvider(selector, this),
      results.onDidChange(changed),
      functions.onDidFind(changed),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("optimizerLens")) changed();
      }),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!this.settings(document.uri).codeLensEnabled || isOldSideOfDiff(document)) return [];
    const functions = this.functions.of(document);
    const losses = functions.filter(({ role }) => role === "loss");
    return [
      ...losses.flatMap((fn) => this.lensesAt(document, fn)),
      ...readOwnOptimizers(functions).optimizers.map((own) => optimizerLens(document, own)),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.emitter.dispose();
  }

  private lensesAt(document: vscode.TextDocument, fn: LossFunction): vscode.CodeLens[] {
    const offset = fn.nameRange.from;
    const position = document.positionAt(offset);
    const range = new vscode.Range(position, position);
    const simulate = new vscode.CodeLens(range, {
      title: vscode.l10n.t("Simulate Optimizer"),
      tooltip: vscode.l10n.t("Run optimizers on {0} and show how they move", fn.name),
      command: "optimizerLens.simulate",
      arguments: [{ uri: document.uri.toString(), name: fn.name, offset }],
    });
    const words = this.results.of(document.uri, fn.name);
    if (words === undefined || words === "") return [simulate];
    return [
      simulate,
      new vscode.CodeLens(range, {
        title: words,
        tooltip: vscode.l10n.t("Latest results; click to show them"),
        command: "optimizerLens.simulate",
        arguments: [{ uri: document.uri.toString(), name: fn.name, offset }],
      }),
    ];
  }
}

/** The lens above an optimizer of the user's own. */
function optimizerLens(
  document: vscode.TextDocument,
  { declaration, function: fn }: OwnOptimizer,
): vscode.CodeLens {
  const position = document.positionAt(fn.nameRange.from);
  return new vscode.CodeLens(new vscode.Range(position, position), {
    title: vscode.l10n.t("Simulate Optimizer"),
    tooltip: vscode.l10n.t("Run {0} beside the other optimizers", declaration.label),
    command: "optimizerLens.tryOptimizer",
    arguments: [{ uri: document.uri.toString(), id: declaration.id }],
  });
}
