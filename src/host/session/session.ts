import * as vscode from "vscode";
import type {
  Details,
  LandscapeRequest as PanelLandscapeRequest,
  PanelRun,
  PanelSettings,
  PanelState,
  PanelStatus,
  SettingsChange,
} from "../../protocol/panel";
import type { Problem } from "../../protocol/problem";
import type { RangeTestResult } from "../../protocol/rangeTest";
import type { Opened } from "../../protocol/runner";
import type { Landscape, RunCurvature, RunSeries } from "../../protocol/series";
import { shiftOffset } from "../documents";
import { revealOffset, revealRange } from "../reveal";
import type { HostServices } from "../services";
import { checkRuns } from "./checkRuns";
import { looksOf, settingsOfCode, withChange, type RunLook } from "./effectiveSettings";
import { openRequest } from "./openRequest";
import { problemDiagnostics, rangeOfPlace, uriOfPlace } from "./problemDiagnostics";
import { rangeTestOf } from "./rangeTestOf";
import { readFunction, type ReadFunction } from "./readFunction";
import { SessionRuns } from "./sessionRuns";
import { shownFunction } from "./shownFunction";

/** Which function a session shows: a name in a document, near an offset. */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly offset: number;
}

/** Who wants to know what a session does. */
export interface SessionListener {
  stateChanged(state: PanelState): void;
  seriesChanged(series: readonly RunSeries[], details: Details): void;
  curvatureChanged(curvature: readonly RunCurvature[]): void;
}

/** What a panel kept of its session, for after a reload. */
export interface SessionMemory {
  readonly locked: boolean;
  readonly paused: boolean;
  readonly change: SettingsChange;
}

/**
 * One function on show: follows its document, keeps what the code asks for and what the panel changed, and has it run
 * whenever one of them changes. The panel is a projection of this.
 */
export class Session implements vscode.Disposable {
  private read: ReadFunction | undefined;
  private opened: Opened | undefined;
  private codeSettings: PanelSettings | undefined;
  private change: SettingsChange = {};
  private looks: readonly RunLook[] = [];
  private problem: Problem | undefined;
  private status: PanelStatus = "empty";
  private version = 0;
  private line = 1;
  private paused = false;
  private locked = false;
  private editTimer: NodeJS.Timeout | undefined;
  private opening: Promise<void> | undefined;
  private openAgain = false;
  private readonly life = new AbortController();
  readonly runs: SessionRuns;

  constructor(
    readonly id: string,
    private subject: Subject,
    private readonly services: HostServices,
    private readonly listener: SessionListener,
  ) {
    this.runs = new SessionRuns(id, services, {
      seriesChanged: (series, details) => {
        listener.seriesChanged(series, details);
        if (this.status === "running") this.publish();
      },
      curvatureChanged: (curvature) => listener.curvatureChanged(curvature),
      findingsChanged: () => this.publish(),
    });
  }

  get shown(): Subject {
    return this.subject;
  }

  get isLocked(): boolean {
    return this.locked;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** The code's settings with the panel's changes on top; absent until the function has been opened. */
  get settings(): PanelSettings | undefined {
    return this.codeSettings && withChange(this.codeSettings, this.change);
  }

  get parameters(): readonly string[] {
    return this.opened?.parameters ?? [];
  }

  /** Shapes of the function's arguments. */
  get shapes(): Opened["shapes"] | undefined {
    return this.opened?.shapes;
  }

  get gradient(): Opened["gradient"] {
    return this.opened?.gradient ?? { kind: "numeric" };
  }

  /** What *Save to code* and the exports need: the function as it stands, and the settings in force. */
  get saveable():
    { readonly fn: ReadFunction["fn"]; readonly settings: PanelSettings } | undefined {
    const { read, settings } = this;
    return read && settings ? { fn: read.fn, settings } : undefined;
  }

  get state(): PanelState {
    const { read, opened, settings, problem, subject, status, line, version, runs } = this;
    const { locked, paused, change } = this;
    return {
      status,
      ...(read && opened ? shownFunction({ read, opened, subject, line, version }) : {}),
      ...(settings ? { settings } : {}),
      ...(problem ? { problem } : {}),
      ...(status === "running" && settings ? { progress: runs.progress } : {}),
      ...(runs.elapsed === undefined ? {} : { elapsed: runs.elapsed }),
      locked,
      findings: runs.findings,
      ownOptimizers: (read?.optimizers ?? []).map(({ declaration }) => declaration),
      ...this.services.lessonOf(subject.uri),
      restore: {
        ...{ uri: subject.uri.toString(), name: subject.name, offset: subject.offset },
        ...{ locked, paused, change },
      },
    };
  }

  /** Puts back what a panel was showing before a reload. */
  restore({ locked, paused, change }: SessionMemory): void {
    this.locked = locked;
    this.paused = paused;
    this.change = change;
  }

  /** Shows another function: nothing of the old one stays. Resolves once it has been run. */
  async show(subject: Subject): Promise<void> {
    const isAnother = keyOf(subject) !== keyOf(this.subject);
    this.subject = subject;
    if (isAnother) {
      this.services.runner.cancel(this.id);
      this.services.diagnostics.clear(this.id);
      this.runs.clear();
      this.read = undefined;
      this.opened = undefined;
      this.codeSettings = undefined;
      this.change = {};
      this.looks = [];
      this.problem = undefined;
    }
    await this.refresh();
  }

  setLocked(locked: boolean): void {
    this.locked = locked;
    this.publish();
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    if (paused) this.setStatus(this.status === "stale" ? "stale" : "paused");
    else void this.refresh();
  }

  /** The document was edited: what is shown is stale until the edit has been simulated. */
  documentChanged({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const { subject } = this;
    if (document.uri.toString() === subject.uri.toString()) {
      this.subject = { ...subject, offset: shiftOffset(subject.offset, contentChanges) };
    } else if (!this.dependsOn(document.uri)) return;
    if (!this.runs.recordings.isEmpty && this.status !== "running") this.setStatus("stale");
    if (this.paused) return;
    clearTimeout(this.editTimer);
    this.editTimer = setTimeout(() => void this.refresh(), this.services.settings().liveDelay);
  }

  /** A file changed on disk. */
  fileChanged(uri: vscode.Uri): void {
    if (!this.paused && this.dependsOn(uri)) void this.refresh();
  }

  /** Reads the code again, opens it in the runner and runs it. Calls while one is under way become one more. */
  async refresh(): Promise<void> {
    if (this.opening) {
      this.openAgain = true;
      return this.opening;
    }
    do {
      this.openAgain = false;
      this.opening = this.open();
      try {
        await this.opening;
      } finally {
        this.opening = undefined;
      }
    } while (this.hasToOpenAgain());
  }

  /** A change made in the panel. Resolves once it has been simulated, so that a drag asks no faster than it is drawn. */
  async changeSettings(change: SettingsChange): Promise<void> {
    const { read } = this;
    const checked =
      change.runs && read ? { ...change, runs: checkRuns(change.runs, read.catalogue) } : change;
    this.change = { ...this.change, ...checked };
    await this.run(performance.now());
  }

  /** Puts another run beside those that are there. */
  async addRun(options: PanelRun["options"]): Promise<void> {
    const runs = this.settings?.runs ?? [];
    const id = `run-${Math.max(-1, ...runs.map((run) => Number(run.id.slice(4)) || 0)) + 1}`;
    const style = Math.max(-1, ...runs.map((run) => run.style)) + 1;
    await this.changeSettings({ runs: [...runs, { id, options, style, hidden: false }] });
  }

  /** The settings in force have been written into the code: from now on they are the code's, and follow it. */
  settingsWereSaved(): void {
    const { settings } = this;
    if (!settings) return;
    this.looks = looksOf(settings.runs);
    this.codeSettings = { ...settings, changed: false };
    this.change = {};
    this.publish();
  }

  async resetSettings(): Promise<void> {
    this.change = {};
    await this.run(performance.now());
  }

  stop(): void {
    this.services.runner.cancel(this.id);
  }

  async landscape(request: PanelLandscapeRequest): Promise<Landscape | undefined> {
    const { settings } = this;
    if (!settings || !this.opened) return undefined;
    const { axes, plane, columns, rows } = request;
    const [across, up] = plane ? [] : axes.map((axis) => settings.window?.[axis]);
    const x = request.x ?? across;
    const y = request.y ?? up;
    const result = await this.services.runner.landscape({
      session: this.id,
      ...{ axes, columns, rows },
      ...(plane ? { plane } : {}),
      ...(x ? { x } : {}),
      ...(y ? { y } : {}),
      at: request.at ?? settings.start,
      start: settings.start,
      paths: this.runs.recordings.visited(axes),
    });
    return result.ok ? result.value : undefined;
  }

  /** Tries learning rates for a run of the panel. */
  rangeTest(runId: string): Promise<RangeTestResult | undefined> {
    const { settings } = this;
    if (!settings || !this.opened) return Promise.resolve(undefined);
    return rangeTestOf(this.id, runId, settings, this.services);
  }

  async revealFunction(): Promise<void> {
    await revealOffset(this.subject.uri, this.subject.offset);
  }

  async revealProblem(): Promise<void> {
    const place = this.problem?.place;
    if (!place) return;
    const document = await vscode.workspace.openTextDocument(this.subject.uri);
    const target = await vscode.workspace.openTextDocument(uriOfPlace(document, place));
    await revealRange(target, rangeOfPlace(document, place));
  }

  dispose(): void {
    this.life.abort();
    clearTimeout(this.editTimer);
    this.runs.dispose();
    this.services.diagnostics.clear(this.id);
    this.services.runner.close(this.id);
  }

  private async open(): Promise<void> {
    const began = performance.now();
    const { services } = this;
    const document = await this.document();
    if (!document || this.isOver()) return;
    if (!services.mayRun(document)) {
      this.fail({ kind: "untrusted", message: untrustedMessage() });
      return;
    }
    const read = await readFunction(document, this.subject, services);
    if (!read) {
      this.fail({ kind: "options", message: goneMessage(this.subject.name) });
      return;
    }
    const { fn, options, optimizers } = read;
    this.subject = { ...this.subject, name: fn.name, offset: fn.nameRange.from };
    this.setStatus("running");
    const result = await services.runner.open(
      openRequest(this.id, document, fn, options, optimizers),
    );
    if (this.isOver()) return;
    this.read = read;
    this.line = document.positionAt(fn.nameRange.from).line + 1;
    if (!result.ok) {
      this.fail(result.problem, document);
      return;
    }
    this.opened = result.value;
    this.version++;
    const { steps } = services.settings();
    this.codeSettings = settingsOfCode(options, result.value, steps, this.looks);
    this.problem = undefined;
    this.report(document);
    const { notes, printed } = result.value;
    for (const line of [...notes, ...printed.lines]) services.log.info(`${fn.name}: ${line}`);
    await this.run(began);
  }

  private async run(began: number): Promise<void> {
    const { settings, runs, services } = this;
    if (!settings || !this.opened) {
      this.publish();
      return;
    }
    this.status = "running";
    const result = await runs.run(settings, began);
    if (!result) return;
    if (!result.ok) {
      this.fail(result.problem, await this.document());
      return;
    }
    this.opened = { ...this.opened, gradient: result.value.gradient };
    this.problem = undefined;
    this.setStatus(this.paused ? "paused" : "live");
    runs.ended(() => {
      services.results.report(this.subject, settings.runs, runs.recordings.byRun);
    });
  }

  /** The last good curves stay, marked stale; with none to keep, the panel says what failed. */
  private fail(problem: Problem, document?: vscode.TextDocument): void {
    this.problem = problem;
    if (document) this.report(document);
    const withCurves = this.runs.recordings.isEmpty ? "failed" : "stale";
    this.setStatus(problem.kind === "untrusted" ? "untrusted" : withCurves);
  }

  private report(document: vscode.TextDocument): void {
    const { read, opened, problem } = this;
    const fitting = problem ? undefined : opened;
    const byDocument = problemDiagnostics(document, read, fitting, problem);
    this.services.diagnostics.report(this.id, byDocument);
  }

  private async document(): Promise<vscode.TextDocument | undefined> {
    try {
      return await vscode.workspace.openTextDocument(this.subject.uri);
    } catch {
      this.fail({ kind: "options", message: goneMessage(this.subject.name) });
      return undefined;
    }
  }

  private dependsOn(uri: vscode.Uri): boolean {
    return this.opened?.inputs.includes(uri.fsPath) ?? false;
  }

  private hasToOpenAgain(): boolean {
    return this.openAgain && !this.isOver();
  }

  private isOver(): boolean {
    return this.life.signal.aborted;
  }

  private setStatus(status: PanelStatus): void {
    this.status = status;
    this.publish();
  }

  private publish(): void {
    if (!this.isOver()) this.listener.stateChanged(this.state);
  }
}

/** Names a function in a document. */
export function keyOf({ uri, name }: Subject): string {
  return `${uri.toString()}#${name}`;
}

function untrustedMessage(): string {
  return vscode.l10n.t(
    "This workspace is not trusted, so its code is not run. The shipped examples work without trust.",
  );
}

function goneMessage(name: string): string {
  return vscode.l10n.t("The function {0} is no longer in its document.", name);
}
