import * as vscode from "vscode";
import type { LossFunction } from "../../languages/lossFunction";
import { languages } from "../../languages/registry";
import type { PanelState } from "../../protocol/panel";
import type { SettingsChange } from "../../protocol/panelCalls";
import type { RunSlice } from "../../protocol/runner";
import { keyOf, type Subject } from "../session/subject";
import type { HostServices } from "../services";
import { LensPanel, panelType, type PanelEvents } from "./panel";
import { webviewRoot } from "./panelHtml";
import { readRestored } from "./restored";

/** Files that functions may be made of: code of every language, and data. */
const watched = `**/*{${[...languages.flatMap(({ extensions }) => extensions), ".json"].join(",")}}`;

/** All open panels: which function each shows, which one follows the cursor, and which one commands mean. */
export class Panels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, LensPanel>();
  private readonly subscriptions: vscode.Disposable[];
  private lastActive: LensPanel | undefined;
  private nextId = 0;
  private isWatching = false;

  constructor(
    private readonly services: HostServices,
    private readonly functionsIn: (document: vscode.TextDocument) => readonly LossFunction[],
    private readonly onState: (session: string, state: PanelState | undefined) => void,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(panelType, this),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.contentChanges.length === 0) return;
        for (const { session } of this.panels.values()) session.documentChanged(event);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        for (const { session } of this.panels.values()) void session.refresh();
      }),
    ];
  }

  /** The panel that a command means: the active one, else the one used last. */
  get current(): LensPanel | undefined {
    return this.lastActive;
  }

  get all(): readonly LensPanel[] {
    return [...this.panels.values()];
  }

  /** Shows a function: in the panel that shows it already, else in one that is not locked, else in a new one. */
  async show(subject: Subject): Promise<void> {
    const open = [...this.panels.values()];
    const key = keyOf(subject);
    const panel =
      open.find(({ session }) => keyOf(session.shown) === key) ??
      open.find(({ session }) => !session.isLocked);
    if (panel) {
      this.activate(panel);
      panel.reveal();
      await panel.session.show(subject);
      return;
    }
    const webviewPanel = vscode.window.createWebviewPanel(
      panelType,
      vscode.l10n.t("Optimizer Lens: {0}", subject.name),
      // Where panels are already: their group is locked, and one beside it would be a third.
      { viewColumn: this.lastActive?.column ?? vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [webviewRoot(this.services.extensionUri)] },
    );
    await this.add(subject, webviewPanel).session.refresh();
  }

  /** After a reload: the panel finds its function again by what the webview kept. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = readRestored(state);
    if (!saved) {
      panel.dispose();
      void vscode.window.showInformationMessage(
        vscode.l10n.t("An Optimizer Lens panel could not be restored and was closed."),
      );
      return;
    }
    const { uri, name, offset, locked, paused } = saved;
    const added = this.add({ uri: vscode.Uri.parse(uri), name, offset }, panel);
    added.session.restore({ locked, paused, change: saved.change as SettingsChange });
    await added.session.refresh();
  }

  /** Rows from the runner, for the session that asked for them. */
  receive(slice: RunSlice): void {
    this.panels.get(slice.session)?.session.runs.receive(slice);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** From the first panel on: before there is nothing to follow. */
  private watchFiles(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    const fileChanged = (uri: vscode.Uri) => {
      const isOpen = vscode.workspace.textDocuments.some(
        (document) => document.uri.fsPath === uri.fsPath,
      );
      if (!isOpen) for (const { session } of this.panels.values()) session.fileChanged(uri);
    };
    const watcher = vscode.workspace.createFileSystemWatcher(watched);
    this.subscriptions.push(
      watcher,
      watcher.onDidChange(fileChanged),
      watcher.onDidCreate(fileChanged),
      watcher.onDidDelete(fileChanged),
    );
  }

  private add(subject: Subject, webviewPanel: vscode.WebviewPanel): LensPanel {
    this.watchFiles();
    const id = `panel-${this.nextId++}`;
    const events: PanelEvents = {
      closed: (panel) => {
        this.panels.delete(id);
        if (this.lastActive === panel) this.lastActive = [...this.panels.values()].at(-1);
        this.onState(id, undefined);
        this.updateContext();
      },
      activated: (panel) => this.activate(panel),
      stateChanged: (_panel, state) => this.onState(id, state),
    };
    const panel = new LensPanel(id, subject, webviewPanel, this.services, events);
    this.panels.set(id, panel);
    this.activate(panel);
    this.updateContext();
    return panel;
  }

  private activate(panel: LensPanel): void {
    this.lastActive = panel;
  }

  /** A panel that is not locked follows the cursor to another loss function. */
  private follow(editor: vscode.TextEditor): void {
    const follower =
      this.lastActive?.session.isLocked === false
        ? this.lastActive
        : [...this.panels.values()].find(({ session }) => !session.isLocked);
    if (!follower || follower.session.isPaused) return;
    const offset = editor.document.offsetAt(editor.selection.active);
    const fn = this.functionsIn(editor.document).find(
      ({ range, role }) => role === "loss" && range.from <= offset && offset <= range.to,
    );
    if (!fn || fn.unsupported) return;
    const subject = { uri: editor.document.uri, name: fn.name, offset: fn.nameRange.from };
    const shownElsewhere = [...this.panels.values()].some(
      (panel) => panel !== follower && keyOf(panel.session.shown) === keyOf(subject),
    );
    if (!shownElsewhere && keyOf(follower.session.shown) !== keyOf(subject)) {
      void follower.session.show(subject);
    }
  }

  private updateContext(): void {
    void vscode.commands.executeCommand(
      "setContext",
      "optimizerLens.panelOpen",
      this.panels.size > 0,
    );
  }
}
