import * as vscode from "vscode";
import { completionsAt, type Completion } from "../../authoring/completions";
import { hoverAt, resultMarkdown } from "../../authoring/hover";
import type { Surroundings } from "../../authoring/setting";
import type { OptimizerCatalogue } from "../../optimizers/catalogue";
import { catalogueWith } from "../../optimizers/userOptimizer";
import type { DocumentFunctions } from "./documentFunctions";
import { languageOfDocument, rangeOf, selector } from "./documents";
import type { Results } from "./results";
import type { OwnOptimizers } from "./userOptimizers";

/** Typed in a comment, where VS Code suggests nothing by itself. */
const triggers = ["{", "[", ",", ":", '"', "'", " ", "@"];

/** Completions and hovers in the settings of a comment, and the hover of a function's name. */
export class WritingHelp
  implements vscode.CompletionItemProvider, vscode.HoverProvider, vscode.Disposable
{
  private readonly subscriptions: vscode.Disposable[];
  private readonly completions = new WeakMap<vscode.CompletionItem, Completion>();

  constructor(
    private readonly functions: DocumentFunctions,
    private readonly ownOptimizers: OwnOptimizers,
    private readonly results: Results,
  ) {
    this.subscriptions = [
      vscode.languages.registerCompletionItemProvider(selector, this, ...triggers),
      vscode.languages.registerHoverProvider(selector, this),
    ];
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CompletionItem[] {
    const offset = document.offsetAt(position);
    const text = document.getText();
    const { commentStyle } = languageOfDocument(document);
    const found = completionsAt(
      ...[text, offset, commentStyle, this.catalogue(document), this.around(document)],
    );
    return found.map((completion, index) => {
      const item = itemOf(completion, index, document, offset);
      this.completions.set(item, completion);
      return item;
    });
  }

  resolveCompletionItem(item: vscode.CompletionItem): vscode.CompletionItem {
    const help = this.completions.get(item)?.help() ?? "";
    if (help !== "") item.documentation = new vscode.MarkdownString(help);
    return item;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const offset = document.offsetAt(position);
    const text = document.getText();
    const { commentStyle } = languageOfDocument(document);
    const found =
      hoverAt(text, offset, commentStyle, this.catalogue(document), this.around(document)) ??
      this.resultAt(document, offset);
    return (
      found &&
      new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeOf(document, found.range))
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private resultAt(document: vscode.TextDocument, offset: number) {
    const fn = this.functions
      .lastKnown(document)
      .find(({ nameRange: { from, to } }) => from <= offset && offset <= to);
    const result = fn && this.results.of(document.uri, fn.name);
    if (fn === undefined || result === undefined || result === "") return undefined;
    const finding = this.results.findingOf(document.uri, fn.name);
    return { range: fn.nameRange, markdown: resultMarkdown(result, finding) };
  }

  private catalogue(document: vscode.TextDocument): OptimizerCatalogue {
    return catalogueWith(this.ownOptimizers.known(document, true));
  }

  private around(document: vscode.TextDocument): Surroundings {
    return {
      functionOf: (tagFrom) => {
        const known = this.functions.lastKnown(document);
        return (
          known.find(({ comment }) => comment && comment.from <= tagFrom && tagFrom < comment.to) ??
          known.find(({ nameRange }) => nameRange.from > tagFrom)
        );
      },
      arrays: () =>
        languageOfDocument(document).topLevelNames(document.getText(), document.languageId),
    };
  }
}

const kinds: Readonly<Record<Completion["kind"], vscode.CompletionItemKind>> = {
  tag: vscode.CompletionItemKind.Snippet,
  setting: vscode.CompletionItemKind.Property,
  word: vscode.CompletionItemKind.EnumMember,
  value: vscode.CompletionItemKind.Value,
};

function itemOf(
  completion: Completion,
  index: number,
  document: vscode.TextDocument,
  offset: number,
): vscode.CompletionItem {
  const { kind, label, detail, snippet, range, also, goesOn } = completion;
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[kind]);
  item.insertText = new vscode.SnippetString(snippet);
  item.range = {
    inserting: rangeOf(document, { from: range.from, to: Math.max(range.from, offset) }),
    replacing: rangeOf(document, range),
  };
  // What is typed so far counts from the beginning of the range, a quote among it.
  const quote = /^["']?/.exec(document.getText(rangeOf(document, range)))![0];
  item.filterText = quote + label + quote;
  item.sortText = String(index).padStart(3, "0");
  if (also)
    item.additionalTextEdits = [
      vscode.TextEdit.insert(document.positionAt(also.from), also.newText),
    ];
  if (goesOn) item.command = { command: "editor.action.triggerSuggest", title: "" };
  return item;
}
