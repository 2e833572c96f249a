import * as vscode from "vscode";
import { keepLastGood } from "../../languages/keepFound";
import type { FoundFunctions, LossFunction } from "../../languages/lossFunction";
import { inBackground, type Log } from "../background";
import type { Settings } from "../settings";
import { findOptions, functionsOf, isSupported, languageOfDocument } from "./documents";

/** Characters that are looked through in one go; longer documents take turns with the editor. */
const longestAtOnce = 100_000;

/** What was found in a version of a document; −1 is an older version, moved along with the edits since. */
interface Found {
  readonly version: number;
  readonly functions: FoundFunctions;
}

/** The marked functions of all documents, looked for once a version, whoever asks. */
export class DocumentFunctions implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<vscode.TextDocument>();
  /** A document that was too long to be looked through at once has been looked through now. */
  readonly onDidFind = this.emitter.event;
  private readonly found = new Map<string, Found>();
  /** Versions of large documents that are being looked through. */
  private readonly looking = new Map<string, number>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly settings: (scope: vscode.Uri) => Settings,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.shift(event)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.found.delete(uri.toString());
        this.looking.delete(uri.toString());
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("optimizerLens")) this.found.clear();
      }),
    ];
  }

  /** The functions of a document as it stands; while it has errors those that it lost stay, moved along. */
  of(document: vscode.TextDocument): readonly LossFunction[] {
    if (!isSupported(document)) return [];
    const key = document.uri.toString();
    const before = this.found.get(key);
    if (before?.version === document.version) return before.functions.functions;
    if (document.getText().length > longestAtOnce) {
      inBackground(this.lookInSlices(document), "looking for functions", this.log);
      return before?.functions.functions ?? [];
    }
    const now = functionsOf(document, this.settings(document.uri).functionNames);
    const functions = before ? keepLastGood(before.functions, now, []) : now;
    this.found.set(key, { version: document.version, functions });
    return functions.functions;
  }

  /** What is known of a document without looking through it again: as `of`, or moved along with the edits since. */
  lastKnown({ uri }: vscode.TextDocument): readonly LossFunction[] {
    return this.found.get(uri.toString())?.functions.functions ?? [];
  }

  /** Is what is known of the present version? */
  isCurrent({ uri, version }: vscode.TextDocument): boolean {
    return this.found.get(uri.toString())?.version === version;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.emitter.dispose();
  }

  /** Looks through a large document without holding up the editor. */
  private async lookInSlices(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const { version } = document;
    if (this.looking.get(key) === version) return;
    this.looking.set(key, version);
    const options = findOptions(document, this.settings(document.uri).functionNames);
    const slices = languageOfDocument(document).findInSlices(document.getText(), options);
    let slice = slices.next();
    while (!slice.done) {
      await new Promise((resolve) => setImmediate(resolve));
      if (document.version !== version || document.isClosed) return;
      slice = slices.next();
    }
    this.found.set(key, { version, functions: slice.value });
    this.emitter.fire(document);
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
