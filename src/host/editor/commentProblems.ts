import * as vscode from "vscode";
import { sayInEditor } from "../../../l10n/authoring";
import { catalogueWith } from "../../optimizers/userOptimizer";
import { readCommentOptions } from "../../options/commentOptions";
import { namedOptimizers, type Fix, type ProblemInText } from "../../options/simulateComment";
import { readOwnOptimizers } from "../../options/userOptimizers";
import type { TextPart } from "../../text/range";
import { inBackground, type Log } from "../background";
import type { Settings } from "../settings";
import { diagnosticAt, type Diagnostics } from "./diagnostics";
import type { DocumentFunctions } from "./documentFunctions";
import { isSupported, rangeOf, selector } from "./documents";
import type { OwnOptimizers } from "./userOptimizers";

/** What is wrong with the settings in the comments of open documents, as one types, and how to mend it. */
export class CommentProblems implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly functions: DocumentFunctions,
    private readonly ownOptimizers: OwnOptimizers,
    private readonly diagnostics: Diagnostics,
    private readonly settings: () => Settings,
    private readonly log: Log,
  ) {
    const all = () => {
      for (const document of vscode.workspace.textDocuments) this.look(document);
    };
    this.subscriptions = [
      vscode.languages.registerCodeActionsProvider(selector, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.look(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.lookSoon(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
        this.diagnostics.clear(keyOf(document));
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(all),
      functions.onDidFind((document) => this.look(document)),
    ];
    all();
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const problems = this.problemsOf(document).filter((problem) =>
      rangeOf(document, problem.range).intersection(range),
    );
    return problems.flatMap((problem) => {
      const shown = diagnostics.filter(({ message }) => message === problem.message);
      return (problem.fixes ?? []).map((fix, index) => {
        const action = actionOf(fix, document);
        action.diagnostics = shown;
        action.isPreferred = index === 0;
        return action;
      });
    });
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Half a word is no fault yet. */
  private lookSoon(document: vscode.TextDocument): void {
    if (!isWritten(document)) return;
    this.forget(document);
    const timer = setTimeout(() => this.look(document), this.settings().liveDelay);
    this.timers.set(keyOf(document), timer);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(keyOf(document)));
    this.timers.delete(keyOf(document));
  }

  private look(document: vscode.TextDocument): void {
    if (!isWritten(document) || document.isClosed) return;
    const { functions, ownOptimizers } = this;
    const named = functions.of(document).flatMap((fn) => namedOptimizers(fn));
    if (!functions.isCurrent(document)) return;
    const known = this.catalogue(document);
    this.show(document);
    if (named.every((id) => known.byId(id) !== undefined)) return;
    const looking = ownOptimizers.lookEverywhere().then(() => {
      if (!document.isClosed) this.show(document);
    });
    inBackground(looking, "looking for optimizers", this.log);
  }

  private show(document: vscode.TextDocument): void {
    const diagnostics = this.problemsOf(document).map((problem) => {
      const { range, message, severity, code } = problem;
      const level =
        severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
      const diagnostic = diagnosticAt(rangeOf(document, range), message, level);
      diagnostic.code = code ?? "setting";
      return diagnostic;
    });
    const byDocument =
      diagnostics.length === 0 ? [] : [[document.uri.toString(), diagnostics] as const];
    this.diagnostics.report(keyOf(document), new Map(byDocument));
  }

  private problemsOf(document: vscode.TextDocument): readonly ProblemInText[] {
    const text = document.getText();
    // A function that a text with errors has lost stays, its comment as it was: that may be outdated.
    const functions = this.functions
      .of(document)
      .filter(({ tag }) => !tag?.object || isThere(text, tag.object));
    const catalogue = this.catalogue(document);
    const losses = functions.filter(({ role }) => role === "loss");
    return [
      ...losses.flatMap((fn) => readCommentOptions(fn, catalogue).problems),
      ...readOwnOptimizers(functions).problems,
    ];
  }

  private catalogue(document: vscode.TextDocument) {
    return catalogueWith(this.ownOptimizers.known(document));
  }
}

/** Is it a text that somebody writes? What a version control shows of an older one is not. */
function isWritten(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  return isSupported(document) && vscode.workspace.fs.isWritableFileSystem(scheme) !== false;
}

function keyOf({ uri }: vscode.TextDocument): string {
  return `comments of ${uri.toString()}`;
}

/** Is the text that was read the document's still, apart from what makes it a comment? */
function isThere(text: string, { from, text: read }: TextPart): boolean {
  for (let k = 0; k < read.length; k++) {
    if (read[k] !== text[from + k] && !/\s/.test(read[k]!)) return false;
  }
  return true;
}

function actionOf({ kind, edit }: Fix, document: vscode.TextDocument): vscode.CodeAction {
  const range = rangeOf(document, edit);
  const action = new vscode.CodeAction(
    titleOf(kind, edit.newText, document.getText(range)),
    vscode.CodeActionKind.QuickFix,
  );
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, range, edit.newText);
  return action;
}

function titleOf(kind: Fix["kind"], newText: string, old: string): string {
  switch (kind) {
    case "change":
      return sayInEditor("fix.change", { text: /^\w+$/.test(newText) ? `"${newText}"` : newText });
    case "clamp":
      return sayInEditor("fix.clamp", { text: newText });
    case "quote":
      return sayInEditor("fix.quote", { text: old });
    case "close":
      return sayInEditor("fix.close", { text: newText.trim() });
    case "comma":
      return sayInEditor("fix.comma");
    case "brace":
      return sayInEditor("fix.brace");
  }
}
