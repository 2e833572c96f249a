import * as vscode from "vscode";
import type { PanelSettings, PanelState } from "../../protocol/panel";
import type { Details } from "../../protocol/details";
import type { PanelRun, SettingsChange } from "../../protocol/panelCalls";
import type { Problem } from "../../protocol/problem";
import type { PanelAsk } from "../../protocol/question";
import type { Sweepable } from "../../options/sweepOptions";
import type { Opened } from "../../protocol/runner";
import type { Place } from "../../text/place";
import { newRun } from "../../protocol/runList";
import type { RunCurvature, RunSeries } from "../../protocol/series";
import { logFailure, wordsOf } from "../background";
import { revealRange } from "../editor/reveal";
import type { HostServices } from "../services";
import { checkRuns } from "./checkRuns";
import { documentOf } from "./openFunction";
import { problemDiagnostics, rangeOfPlace, uriOfPlace } from "./problemDiagnostics";
import { askRunner } from "./questions";
import { sweepablesOf } from "./sweepablesOf";
import { Newest } from "./newest";
import type { ReadFunction } from "./readFunction";
import { SessionFunction } from "./sessionFunction";
import { SessionRuns } from "./sessionRuns";
import { SessionSettings } from "./sessionSettings";
import { SessionStatus } from "./sessionStatus";
import type { Subject } from "./subject";
import { Typing } from "./typing";

/** Who wants to know what a session does. */
export interface SessionListener {
  stateChanged(state: PanelState): void;
  seriesChanged(series: readonly RunSeries[], details: Details): void;
  curvatureChanged(curvature: readonly RunCurvature[]): void;
}

/** A function as it stands, the settings that its comment stands for, and those in force. */
export interface Saveable extends Pick<ReadFunction, "fn" | "catalogue"> {
  readonly code: PanelSettings;
  readonly settings: PanelSettings;
  readonly opened: Opened;
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
  private readonly fn: SessionFunction;
  private readonly chosen = new SessionSettings();
  private readonly status = new SessionStatus(() => this.publish());
  private paused = false;
  private locked = false;
  private readonly typing: Typing;
  private readonly opening = new Newest();
  private refreshing = Promise.resolve();
  /** Was what is under way told to stop? */
  private stopped = false;
  /** Why the code as it is written could not be opened; the function of before may still be run. */
  private notOpened: { readonly problem: Problem; readonly opened?: Opened } | undefined;
  private readonly life = new AbortController();
  readonly runs: SessionRuns;

  constructor(
    readonly id: string,
    subject: Subject,
    private readonly services: HostServices,
    private readonly listener: SessionListener,
  ) {
    this.typing = new Typing(() => services.settings().liveDelay);
    this.fn = new SessionFunction(id, subject, services, this.typing);
    this.runs = new SessionRuns(id, services, {
      seriesChanged: (series, details) => {
        listener.seriesChanged(series, details);
        if (this.status.now === "running") this.publish();
      },
      curvatureChanged: (curvature) => listener.curvatureChanged(curvature),
      findingsChanged: () => {
        services.results.reportFindings(this.fn.subject, this.runs.findings);
        void this.reportNow();
        this.publish();
      },
      rowsLost: () => void this.runAgain(),
    });
  }

  get shown(): Subject {
    return this.fn.subject;
  }

  get isLocked(): boolean {
    return this.locked;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** The code's settings with the panel's changes on top; absent until the function has been opened. */
  get settings(): PanelSettings | undefined {
    return this.chosen.inForce;
  }

  /** What *Save to code* and the exports need; absent until the function has been opened. */
  get saveable(): Saveable | undefined {
    const { settings } = this;
    const { read, opened } = this.fn;
    const { code } = this.chosen;
    if (!read || !opened || !settings || !code) return undefined;
    return { fn: read.fn, catalogue: read.catalogue, code, settings, opened };
  }

  get state(): PanelState {
    const { settings, runs, locked, paused } = this;
    const { read, subject, shown } = this.fn;
    const { now: status, problem } = this.status;
    const { change, codeWhereChanged } = this.chosen;
    return {
      status,
      ...shown,
      ...(settings ? { settings } : {}),
      ...(codeWhereChanged ? { codeSettings: codeWhereChanged } : {}),
      ...(problem ? { problem } : {}),
      ...(read && read.faults.length > 0 ? { commentFaults: read.faults } : {}),
      ...(status === "running" && settings ? { progress: runs.progress } : {}),
      elapsed: runs.elapsed,
      locked,
      findings: runs.findings,
      diagnosisIsOld: runs.diagnosisIsOld,
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
    this.chosen.apply(change);
  }

  /** Shows another function: nothing of the old one stays. Resolves once it has been run. */
  async show(subject: Subject): Promise<void> {
    if (this.fn.follow(subject)) {
      this.services.runner.cancel(this.id);
      this.services.diagnostics.clear(this.id);
      this.runs.clear();
      this.chosen.clear();
      this.status.mended();
    }
    await this.refresh();
  }

  setLocked(locked: boolean): void {
    this.locked = locked;
    this.publish();
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    if (paused) this.status.set(this.status.now === "stale" ? "stale" : "paused");
    else void this.refresh();
  }

  /** The document was edited: what is shown is stale until the edit has been simulated, unless that is done at once. */
  documentChanged(change: vscode.TextDocumentChangeEvent): void {
    if (!this.fn.edited(change)) return;
    const waits = this.paused || this.typing.delay > 0;
    if (waits && this.hasCurves && this.status.now !== "running") this.status.set("stale");
    if (!this.paused) this.typing.edited(() => void this.refresh());
  }

  /** A file changed on disk. */
  fileChanged(uri: vscode.Uri): void {
    if (!this.paused && this.fn.dependsOn(uri)) void this.refresh();
  }

  /**
   * Reads the code again, opens it in the runner and runs it. Runs of the text before go on until then: should this one
   * not open, theirs are the last good curves. An opening that is under way is left off.
   */
  refresh(): Promise<void> {
    this.opening.ask();
    this.typing.interrupt();
    if (this.opening.isUnderWay) this.services.runner.cancel(this.id);
    else this.refreshing = this.guarded(() => this.openAndRun());
    return this.refreshing;
  }

  /** A change made in the panel. Resolves once it has been simulated, so that a drag asks no faster than it is drawn. */
  async changeSettings(change: SettingsChange): Promise<void> {
    const { read } = this.fn;
    const checked =
      change.runs && read ? { ...change, runs: checkRuns(change.runs, read.catalogue) } : change;
    this.chosen.apply(checked);
    await this.runAgain();
  }

  /** Puts another run beside those that are there. */
  async addRun(options: PanelRun["options"]): Promise<void> {
    const { runs = [], brokenRuns } = this.settings ?? {};
    await this.changeSettings({ runs: [...runs, newRun(runs, options, brokenRuns)] });
  }

  /** The settings in force have been written into the code. */
  settingsWereSaved(): void {
    this.chosen.wereSaved();
    this.publish();
  }

  async resetSettings(): Promise<void> {
    this.chosen.discardChanges();
    await this.runAgain();
  }

  /** Stops what is under way: of runs the rows so far stay, of a function that is still opening nothing does. */
  stop(): void {
    this.stopped = true;
    this.services.runner.cancel(this.id);
  }

  /** Asks the runner about the function as it is open. */
  readonly ask: PanelAsk = async (name, asked) => {
    const { id, settings, runs, services } = this;
    const { read, opened } = this.fn;
    if (!settings || !read || !opened) return undefined;
    const { catalogue } = read;
    return askRunner(name, asked, { session: id, settings, runs, catalogue }, services);
  };

  /** What of a run of the panel can be swept. */
  sweepables(runId: string): Sweepable[] {
    const { settings } = this;
    const { opened, read } = this.fn;
    return settings && opened
      ? sweepablesOf(runId, settings, opened.parameters, read?.optimizers ?? [])
      : [];
  }

  revealFunction(): Promise<void> {
    return this.fn.reveal();
  }

  revealProblem(): Promise<void> {
    return this.revealPlace(this.status.problem?.place);
  }

  /** Shows where the function threw in a run. */
  revealRunFault(runId: string): Promise<void> {
    return this.revealPlace(this.runs.recordings.stopOf(runId)?.fault?.place);
  }

  private async revealPlace(place: Place | undefined): Promise<void> {
    if (!place) return;
    const document = await vscode.workspace.openTextDocument(this.fn.subject.uri);
    const target = await vscode.workspace.openTextDocument(uriOfPlace(document, place));
    await revealRange(target, rangeOfPlace(document, place));
  }

  revealCommentFault(): Promise<void> {
    return this.fn.revealFault();
  }

  dispose(): void {
    this.life.abort();
    this.typing.dispose();
    this.runs.dispose();
    this.services.diagnostics.clear(this.id);
    this.services.runner.close(this.id);
  }

  private runAgain(): Promise<void> {
    return this.guarded(() => this.run(performance.now()));
  }

  /** Nothing between document and panel ends in silence: what should not happen is said in the panel and in the log. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logFailure(error, "simulating", this.services.log);
      this.fail({ kind: "internal", message: wordsOf(error) });
    }
  }

  private async openAndRun(): Promise<void> {
    const began = performance.now();
    const isThere = await this.opening.answer(
      () => this.open(),
      () => this.isOver(),
    );
    if (isThere) await this.run(began);
  }

  /** Opens the function as it is written now; says whether there is something to run. */
  private async open(): Promise<boolean> {
    const { services } = this;
    const isOlder = this.opening.outdated();
    const isOutdated = () => this.isOver() || isOlder();
    this.stopped = false;
    const opening = await this.fn.open(isOutdated, () => this.status.begins(this.hasCurves));
    if (!opening) return false;
    const { document } = opening;
    const failure = opening.ok ? undefined : opening;
    this.notOpened = this.wasStopped() ? { problem: stoppedProblem() } : failure;
    if (this.notOpened || !opening.ok) {
      this.failAsOpened(document);
      return false;
    }
    const { fn, options } = opening.read;
    const { notes, printed } = opening.opened;
    this.fn.wasOpened(opening.opened);
    this.chosen.codeSays(options, opening.opened, services.settings(this.fn.subject.uri).steps);
    this.status.mended();
    this.report(opening.document);
    for (const line of [...notes, ...printed.lines]) services.log.info(`${fn.name}: ${line}`);
    return true;
  }

  private async run(began: number): Promise<void> {
    const { settings, runs, services } = this;
    const isOutdated = this.opening.outdated();
    if (!settings || !this.fn.opened) {
      this.publish();
      return;
    }
    this.stopped = false;
    this.status.runs();
    const result = await runs.run(settings, began);
    if (!result) return;
    const isNewest = !isOutdated();
    if (!result.ok) {
      const problem = this.wasStopped() ? stoppedProblem() : result.problem;
      if (isNewest) this.fail(problem, await documentOf(this.fn.subject));
      return;
    }
    if (isNewest) {
      this.fn.hadGradient(result.value.gradient);
      if (this.notOpened) this.failAsOpened(await documentOf(this.fn.subject));
      else {
        this.status.mended();
        this.status.set(this.paused ? "paused" : "live");
      }
    }
    runs.ended(result.value.picture, () => {
      if (this.notOpened) return;
      services.results.report(this.fn.subject, settings.runs, runs.recordings.byRun);
    });
  }

  private get hasCurves(): boolean {
    return !this.runs.recordings.isEmpty;
  }

  /** Says what is wrong in the panel and, where the document is known, at its place there. */
  private fail(problem: Problem, document?: vscode.TextDocument, opened?: Opened): void {
    this.status.failed(problem, this.hasCurves);
    if (document) this.report(document, opened);
  }

  /** Says why the code as it is written could not be opened. */
  private failAsOpened(document: vscode.TextDocument | undefined): void {
    if (this.notOpened) this.fail(this.notOpened.problem, document, this.notOpened.opened);
  }

  private report(document: vscode.TextDocument, opened?: Opened): void {
    const { read } = this.fn;
    const { problem } = this.status;
    const fitting = problem ? opened : this.fn.opened;
    const { findings } = this.runs;
    const byDocument = problemDiagnostics(document, read, fitting, problem, findings);
    this.services.diagnostics.report(this.id, byDocument);
  }

  private async reportNow(): Promise<void> {
    const document = await documentOf(this.fn.subject);
    if (document && !this.isOver()) this.report(document);
  }

  private wasStopped(): boolean {
    return this.stopped;
  }

  private isOver(): boolean {
    return this.life.signal.aborted;
  }

  private publish(): void {
    if (!this.isOver()) this.listener.stateChanged(this.state);
  }
}

function stoppedProblem(): Problem {
  return { kind: "stopped", message: vscode.l10n.t("The code was stopped before it was done.") };
}
