import * as vscode from "vscode";
import type { PanelState, PanelView } from "../../protocol/panel";
import type { Details } from "../../protocol/details";
import type { CodeLibrary, PanelHost } from "../../protocol/panelCalls";
import type { RunCurvature, RunSeries } from "../../protocol/series";
import { inBackground, onRequest } from "../background";
import { chooseInterpreter } from "../editor/pythonInterpreter";
import { Session, type SessionListener } from "../session/session";
import type { Subject } from "../session/subject";
import type { HostServices } from "../services";
import { copyRunAsCode, copySearch } from "./copyCode";
import { exportRuns, savePicture } from "./export";
import { panelHtml, webviewRoot } from "./panelHtml";
import { wirePanel } from "./panelWire";
import { saveToCode } from "./saveToCode";

export const panelType = "optimizerLens.panel";

/** What happens to a panel that others must know of. */
export interface PanelEvents {
  closed(panel: LensPanel): void;
  activated(panel: LensPanel): void;
  stateChanged(panel: LensPanel, state: PanelState): void;
}

/** Milliseconds after which a change is answered although its runs go on: the next one need not wait for them. */
const longestWait = 500;

/** Resolves once a change has been simulated, so that a drag asks no faster than it is drawn, but never late. */
async function shown(simulated: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestWait);
  });
  await Promise.race([simulated, late]);
  clearTimeout(timer);
}

/** One webview panel and the session that it shows. The webview may come and go; the session holds everything. */
export class LensPanel implements SessionListener {
  readonly session: Session;
  private readonly wire: ReturnType<typeof wirePanel>;
  private isClosed = false;
  /**
   * Has the webview's script asked for anything yet? What is sent before, VS Code keeps and hands over all at once, to be
   * drawn one by one, and then what the script asks for comes on top.
   */
  private listens = false;
  private wasVisible: boolean;

  constructor(
    id: string,
    subject: Subject,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: HostServices,
    private readonly events: PanelEvents,
  ) {
    this.session = new Session(id, subject, services, this);
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [webviewRoot(services.extensionUri)],
    };
    this.wire = wirePanel(panel.webview, this.functions(), (line) => services.log.warn(line));
    panel.webview.html = panelHtml(panel.webview, services.extensionUri);
    panel.iconPath = vscode.Uri.joinPath(services.extensionUri, "media", "icon.png");
    panel.onDidDispose(() => {
      this.isClosed = true;
      this.wire.dispose();
      this.session.dispose();
      events.closed(this);
    });
    this.wasVisible = panel.visible;
    panel.onDidChangeViewState(() => {
      if (panel.active) events.activated(this);
      if (panel.visible && !this.wasVisible && this.listens) this.hydrateSoon();
      this.wasVisible = panel.visible;
    });
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  /** Brings the panel to the front without taking the focus from the editor. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  stateChanged(state: PanelState): void {
    const title = state.function?.name ?? this.session.shown.name;
    this.panel.title = vscode.l10n.t("Optimizer Lens: {0}", title);
    if (this.listens) void this.wire.wire.hydrate.asEvent(state);
    this.events.stateChanged(this, state);
  }

  seriesChanged(series: readonly RunSeries[], details: Details): void {
    if (this.listens) void this.wire.wire.seriesChanged.asEvent(series, details);
  }

  curvatureChanged(curvature: readonly RunCurvature[]): void {
    if (this.listens) void this.wire.wire.curvatureChanged.asEvent(curvature);
  }

  copyCode(runId: string, library: CodeLibrary): Promise<void> {
    return copyRunAsCode(this.session, runId, library);
  }

  /** Takes a run away; a panel keeps one at least. */
  async removeRun(runId: string): Promise<void> {
    const runs = this.session.settings?.runs ?? [];
    const rest = runs.filter(({ id }) => id !== runId);
    if (rest.length > 0 && rest.length < runs.length)
      await this.session.changeSettings({ runs: rest });
  }

  /** Has the webview do what only concerns what it shows. */
  command(name: Parameters<PanelView["command"]>[0]): void {
    void this.wire.wire.command.asEvent(name);
  }

  async save(): Promise<void> {
    const { session } = this;
    const { saveable } = session;
    if (!saveable) return;
    const written = await saveToCode(session.shown.uri, saveable);
    if (written) session.settingsWereSaved();
  }

  async export(format: "csv" | "json"): Promise<void> {
    await exportRuns(this.session, format);
  }

  private hydrateSoon(): void {
    inBackground(this.hydrate(), "filling the panel", this.services.log);
  }

  private async hydrate(): Promise<void> {
    void this.wire.wire.hydrate.asEvent(this.session.state);
    const { series, details } = await this.session.runs.wholePicture();
    if (this.isClosed) return;
    if (series.length > 0) this.seriesChanged(series, details);
    if (this.session.runs.curvature.length > 0) this.curvatureChanged(this.session.runs.curvature);
  }

  private functions(): PanelHost {
    const { session, services } = this;
    const { runs } = session;
    const asked = (what: string, work: PromiseLike<unknown>) => onRequest(work, what, services.log);
    const completeRecordings = async () => {
      await runs.complete();
      return runs.recordings;
    };
    return {
      ready: () => {
        this.listens = true;
        this.hydrateSoon();
      },
      change: (change) => shown(session.changeSettings(change)),
      resetSettings: () => shown(session.resetSettings()),
      rerun: () => void session.refresh(),
      stop: () => session.stop(),
      setPaused: (paused) => session.setPaused(paused),
      setLocked: (locked) => session.setLocked(locked),
      series: (series) => runs.lookAtSeries(series),
      rows: async (step) => (await completeRecordings()).rows(step),
      details: (details) => runs.lookAtDetails(details),
      ask: (name, request) => session.ask(name, request),
      sweepables: (runId) => Promise.resolve(session.sweepables(runId)),
      revealFunction: () => asked("showing the function", session.revealFunction()),
      revealCommentFault: () => asked("showing the place", session.revealCommentFault()),
      revealProblem: () => asked("showing the place", session.revealProblem()),
      revealRunFault: (runId) => asked("showing the place", session.revealRunFault(runId)),
      saveToCode: () => asked("saving to the code", this.save()),
      copyCode: (runId, library) => asked("copying code", this.copyCode(runId, library)),
      copySearch: (search, library) =>
        asked("copying a program", copySearch(session, search, library)),
      copyText: (text) => asked("copying", vscode.env.clipboard.writeText(text)),
      exportData: (format) => asked("exporting", this.export(format)),
      exportPicture: (format, name, bytes) =>
        asked("saving a picture", savePicture(format, name, bytes)),
      openExample: () =>
        asked("opening an example", vscode.commands.executeCommand("optimizerLens.openExample")),
      openLesson: (file) =>
        asked("opening a lesson", vscode.commands.executeCommand("optimizerLens.openLesson", file)),
      manageTrust: () =>
        asked("managing trust", vscode.commands.executeCommand("workbench.trust.manage")),
      chooseInterpreter: () => asked("choosing an interpreter", chooseInterpreter()),
      log: (message) => services.log.info(`panel: ${message}`),
    };
  }
}
