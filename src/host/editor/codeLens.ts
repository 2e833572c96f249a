import * as vscode from "vscode";
import { findLossFunctionsInSlices } from "../../languages/javascript/find/find";
import { keepLastGood } from "../../languages/keepFound";
import type { FoundFunctions, LossFunction } from "../../languages/lossFunction";
import { readOwnOptimizers, type OwnOptimizer } from "../../options/userOptimizers";
import { inBackground, type Log } from "../background";
import { findOptions, functionsOf, isSupported, languages } from "./documents";
import type { Results } from "./results";
import type { Settings } from "../settings";

/** Characters that are looked through in one go; longer documents take turns with the editor. */
const longestAtOnce = 100_000;

/** What was found in a version of a document; −1 is an older version, moved along with the edits since. */
interface Found {
  readonly version: number;
  readonly functions: FoundFunctions;
}

/** **Simulate Optimizer** above every loss function, and beside it the latest result in words. */
export class LossLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.emitter.event;
  private readonly found = new Map<string, Found>();
  /** Versions of large documents that are being looked through. */
  private readonly looking = new Map<string, number>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly settings: () => Settings,
    private readonly results: Results,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      vscode.languages.registerCodeLensProvider(
        languages.map((language) => ({ language })),
        this,
      ),
      results.onDidChange(() => this.emitter.fire()),
      vscode.workspace.onDidChangeTextDocument((event) => this.shift(event)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.found.delete(uri.toString());
        this.looking.delete(uri.toString());
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration("optimizerLens")) return;
        this.found.clear();
        this.emitter.fire();
      }),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { codeLensEnabled } = this.settings();
    if (!codeLensEnabled || !isSupported(document)) return [];
    const functions = this.functionsOf(document);
    const losses = functions.filter(({ role }) => role === "loss");
    return [
      ...losses.flatMap((fn) => this.lensesAt(document, fn)),
      ...readOwnOptimizers(functions).optimizers.map((own) => optimizerLens(document, own)),
    ];
  }

  /** The functions of a document as the lenses show them. */
  functionsOf(document: vscode.TextDocument): readonly LossFunction[] {
    const key = document.uri.toString();
    const before = this.found.get(key);
    if (before?.version === document.version) return before.functions.functions;
    if (document.getText().length > longestAtOnce) {
      inBackground(this.lookInSlices(document), "looking for functions", this.log);
      return before?.functions.functions ?? [];
    }
    const now = functionsOf(document, this.settings().functionNames);
    const functions = before ? keepLastGood(before.functions, now, []) : now;
    this.found.set(key, { version: document.version, functions });
    return functions.functions;
  }

  /** Looks through a large document without holding up the editor, and shows its lenses when that is done. */
  private async lookInSlices(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const { version } = document;
    if (this.looking.get(key) === version) return;
    this.looking.set(key, version);
    const options = findOptions(document, this.settings().functionNames);
    const slices = findLossFunctionsInSlices(document.getText(), options);
    let slice = slices.next();
    while (!slice.done) {
      await new Promise((resolve) => setImmediate(resolve));
      if (document.version !== version || document.isClosed) return;
      slice = slices.next();
    }
    this.found.set(key, { version, functions: slice.value });
    this.emitter.fire();
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

  private shift({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const before = this.found.get(key);
    if (!before || contentChanges.length === 0) return;
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      from: rangeOffset,
      to: rangeOffset + rangeLength,
      length: text.length,
    }));
    const functions = keepLastGood(before.functions, { functions: [], hasErrors: true }, changes);
    this.found.set(key, { version: -1, functions });
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
