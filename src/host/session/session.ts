import * as vscode from "vscode";
import { readTagObject } from "../../languages/javascript/simulateComment";
import type { LossFunction } from "../../languages/lossFunction";
import type {
  LandscapeRequest as PanelLandscapeRequest,
  PanelSettings,
  PanelState,
  PanelStatus,
  SeriesRequest,
  SettingsChange,
} from "../../protocol/panel";
import type { Problem } from "../../protocol/problem";
import type { Opened, RunSlice } from "../../protocol/runner";
import type { FullPath, Landscape, Row, RunSeries } from "../../protocol/series";
import { RunRecord } from "../../trace/runRecord";
import { findAgain, functionsOf, shiftOffset } from "../documents";
import { revealOffset, revealRange } from "../panel/reveal";
import type { HostServices } from "../services";
import { readCommentOptions, type CommentOptions } from "../../options/commentOptions";
import { checkRuns } from "./checkRuns";
import { settingsOfCode, withChange } from "./effectiveSettings";
import { openRequest } from "./openRequest";
import { problemDiagnostics, rangeOfPlace, uriOfPlace } from "./problemDiagnostics";

/** Which function a session shows: a name in a document, near an offset. */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly offset: number;
}

/** Who wants to know what a session does. */
export interface SessionListener {
  stateChanged(state: PanelState): void;
  seriesChanged(series: readonly RunSeries[]): void;
}

/** Rows sent to the panel before it has asked for a window of its own. */
const wholeRun: SeriesRequest = { from: 0, to: Infinity, buckets: 2000 };

/** Milliseconds between two pictures of a run that is still going on. */
const frame = 33;

/**
 * One function on show: follows its document, keeps what the code asks for and what the panel changed, has the runner
 * compute it, and holds every row that came back. The panel is a projection of this.
 */
export class Session implements vscode.Disposable {
  private subject: Subject;
  private fn: LossFunction | undefined;
  private comment: CommentOptions | undefined;
  private opened: Opened | undefined;
  private codeSettings: PanelSettings | undefined;
  private change: SettingsChange = {};
  private records = new Map<string, RunRecord>();
  private incoming = new Map<string, RunRecord>();
  private problem: Problem | undefined;
  /** Why the start of the comment was not used. */
  private startProblem: string | undefined;
  private status: PanelStatus = "empty";
  private elapsed: number | undefined;
  private version = 0;
  private job = 0;
  private paused = false;
  private locked = false;
  private lastRequest = wholeRun;
  private picture: NodeJS.Timeout | undefined;
  private editTimer: NodeJS.Timeout | undefined;
  private opening: Promise<void> | undefined;
  private openAgain = false;
  private readonly life = new AbortController();

  constructor(
    readonly id: string,
    subject: Subject,
    private readonly services: HostServices,
    private readonly listener: SessionListener,
  ) {
    this.subject = subject;
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

  get settings(): PanelSettings | undefined {
    return this.codeSettings && withChange(this.codeSettings, this.change);
  }

  get runRecords(): ReadonlyMap<string, RunRecord> {
    return this.records;
  }

  get parameters(): readonly string[] {
    return this.opened?.parameters ?? [];
  }

  get gradient(): Opened["gradient"] {
    return this.opened?.gradient ?? { kind: "numeric" };
  }

  get state(): PanelState {
    const { fn, opened, settings, problem, elapsed } = this;
    const progress = this.progress();
    return {
      status: this.status,
      ...(fn && opened
        ? {
            function: {
              name: fn.name,
              signature: `${fn.name}(${fn.parameters.map(({ text }) => text).join(", ")})`,
              file: fileName(this.subject.uri),
              line: this.lineOf(fn),
              parameters: opened.parameters,
              ...(opened.samples === undefined ? {} : { samples: opened.samples }),
              version: this.version,
            },
            gradient: opened.gradient,
          }
        : {}),
      ...(settings ? { settings } : {}),
      ...(problem ? { problem } : {}),
      ...(progress === undefined ? {} : { progress }),
      ...(elapsed === undefined ? {} : { elapsed }),
      locked: this.locked,
      findings: [],
      restore: {
        uri: this.subject.uri.toString(),
        name: this.subject.name,
        offset: this.subject.offset,
        locked: this.locked,
        paused: this.paused,
        change: this.change,
      },
    };
  }

  /** Puts back what a panel was showing before a reload. */
  restore(saved: { locked: boolean; paused: boolean; change: SettingsChange }): void {
    this.locked = saved.locked;
    this.paused = saved.paused;
    this.change = saved.change;
  }

  /** Shows another function: nothing of the old one stays. */
  show(subject: Subject): void {
    if (
      subject.uri.toString() === this.subject.uri.toString() &&
      subject.name === this.subject.name
    ) {
      this.subject = subject;
      return;
    }
    this.services.runner.cancel(this.id);
    this.services.diagnostics.clear(this.id);
    this.subject = subject;
    this.fn = undefined;
    this.opened = undefined;
    this.codeSettings = undefined;
    this.change = {};
    this.records = new Map();
    this.problem = undefined;
    void this.refresh();
  }

  setLocked(locked: boolean): void {
    this.locked = locked;
    this.publish();
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    if (paused) {
      this.setStatus(this.status === "stale" ? "stale" : "paused");
    } else void this.refresh();
  }

  /** The document was edited: what is shown is stale until the edit has been simulated. */
  documentChanged(event: vscode.TextDocumentChangeEvent): void {
    const isSubject = event.document.uri.toString() === this.subject.uri.toString();
    if (isSubject) {
      const offset = shiftOffset(this.subject.offset, event.contentChanges);
      this.subject = { ...this.subject, offset };
    } else if (!this.opened?.inputs.includes(event.document.uri.fsPath)) return;
    if (this.records.size > 0 && this.status !== "running") this.setStatus("stale");
    if (this.paused) return;
    clearTimeout(this.editTimer);
    this.editTimer = setTimeout(() => void this.refresh(), this.services.settings().liveDelay);
  }

  /** A file that the function was bundled from changed on disk. */
  fileChanged(uri: vscode.Uri): void {
    if (!this.paused && this.opened?.inputs.includes(uri.fsPath)) void this.refresh();
  }

  /** Reads the code again, opens it in the runner and runs it. Calls while one is under way become one more. */
  async refresh(): Promise<void> {
    if (this.opening) {
      this.openAgain = true;
      return this.opening;
    }
    this.opening = this.openOnce();
    try {
      await this.opening;
    } finally {
      this.opening = undefined;
    }
    if (this.openAgain) {
      this.openAgain = false;
      await this.refresh();
    }
  }

  /** A change made in the panel. Resolves once it has been simulated, so that a drag sends no faster than it is drawn. */
  async changeSettings(change: SettingsChange): Promise<void> {
    const checked = change.runs
      ? { ...change, runs: checkRuns(change.runs, this.services.catalogue) }
      : change;
    this.change = { ...this.change, ...checked };
    this.publish();
    await this.run();
  }

  async resetSettings(): Promise<void> {
    this.change = {};
    this.publish();
    await this.run();
  }

  stop(): void {
    this.services.runner.cancel(this.id);
  }

  series(request: SeriesRequest): RunSeries[] {
    this.lastRequest = request;
    return this.allSeries();
  }

  rows(step: number): Row[] {
    return [...this.records.values()].filter(({ rows }) => rows > 0).map((run) => run.row(step));
  }

  paths(points: number): FullPath[] {
    return [...this.records.values()].map((run) => run.fullPath(points));
  }

  async landscape(request: PanelLandscapeRequest): Promise<Landscape | undefined> {
    const { settings } = this;
    if (!settings || !this.opened) return undefined;
    const axes = request.axes;
    const [across, up] = request.plane ? [] : axes.map((axis) => settings.window?.[axis]);
    const x = request.x ?? across;
    const y = request.y ?? up;
    const result = await this.services.runner.landscape({
      session: this.id,
      axes,
      ...(request.plane ? { plane: request.plane } : {}),
      ...(x ? { x } : {}),
      ...(y ? { y } : {}),
      columns: request.columns,
      rows: request.rows,
      at: request.at ?? settings.start,
      start: settings.start,
      paths: [...this.records.values()].map((run) => {
        const { path } = run.series({ ...wholeRun, parameters: axes });
        return { coordinates: path.theta, loss: path.loss };
      }),
    });
    return result.ok ? result.value : undefined;
  }

  /** Rows from the runner. Those of a job that was overtaken are dropped. */
  receive(slice: RunSlice): void {
    if (slice.job !== this.job) return;
    let record = this.incoming.get(slice.runId);
    if (!record) {
      record = new RunRecord(slice.runId, slice.recorded);
      this.incoming.set(slice.runId, record);
    }
    record.append(slice);
    this.picture ??= setTimeout(() => this.showIncoming(), frame);
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

  /** What *Save to code* needs: the function as it stands, and the settings to write. */
  get saveable(): { readonly fn: LossFunction; readonly settings: PanelSettings } | undefined {
    const { fn, settings } = this;
    return fn && settings ? { fn, settings } : undefined;
  }

  dispose(): void {
    this.life.abort();
    clearTimeout(this.editTimer);
    clearTimeout(this.picture);
    this.services.diagnostics.clear(this.id);
    this.services.runner.close(this.id);
  }

  private async openOnce(): Promise<void> {
    const began = performance.now();
    const document = await this.openDocument();
    if (!document || this.isOver()) return;
    const { services } = this;
    if (!services.mayRun(document)) {
      this.fail({ kind: "untrusted", message: untrustedMessage() });
      return;
    }
    const found =
      findAgain(
        functionsOf(document, services.settings().functionNames).functions,
        this.subject.name,
        this.subject.offset,
      ) ?? services.functionAt(document, this.subject.offset);
    if (!found) {
      this.fail({ kind: "options", message: goneMessage(this.subject.name) });
      return;
    }
    this.subject = { ...this.subject, name: found.name, offset: found.nameRange.from };
    const comment = readCommentOptions(found);
    this.setStatus("running");
    const request = openRequest(this.id, document, found, comment.options);
    const result = await services.runner.open(request);
    if (this.isOver()) return;
    this.comment = comment;
    if (!result.ok) {
      this.fail(result.problem, document);
      return;
    }
    this.fn = found;
    this.opened = result.value;
    this.version++;
    this.codeSettings = settingsOfCode(comment.options, result.value, services.settings().steps);
    this.problem = undefined;
    for (const line of result.value.printed.lines) services.log.info(`${found.name}: ${line}`);
    this.startProblem = result.value.startProblem;
    this.report(document);
    await this.run(began);
  }

  private async run(began = performance.now()): Promise<void> {
    const { settings } = this;
    if (!settings || !this.opened) return;
    const job = ++this.job;
    this.incoming = new Map();
    this.status = "running";
    const result = await this.services.runner.run({
      session: this.id,
      job,
      runs: settings.runs.map(({ id, options }) => ({ id, options })),
      start: settings.start,
      steps: settings.steps,
      seed: settings.seed,
      tolerance: settings.tolerance,
      noise: settings.noise,
      ...(settings.batchSize === undefined ? {} : { batchSize: settings.batchSize }),
    });
    if (this.isOver() || job !== this.job) return;
    if (!result.ok) {
      this.fail(result.problem);
      return;
    }
    this.elapsed = performance.now() - began;
    const current = new Set(settings.runs.map(({ id }) => id));
    for (const id of this.records.keys()) if (!current.has(id)) this.records.delete(id);
    this.setStatus(this.paused ? "paused" : "live");
    this.showIncoming();
    this.services.results.report(this.subject, settings.runs, this.records);
  }

  private showIncoming(): void {
    clearTimeout(this.picture);
    this.picture = undefined;
    if (this.isOver()) return;
    for (const [id, record] of this.incoming) this.records.set(id, record);
    this.listener.seriesChanged(this.allSeries());
    if (this.status === "running") this.publish();
  }

  /** All runs that have rows, in the order of the settings, thinned to the panel's last request. */
  allSeries(): RunSeries[] {
    const order = this.settings?.runs ?? [];
    return order.flatMap(({ id }) => {
      const record = this.records.get(id);
      return record && record.rows > 0 ? [record.series(this.lastRequest)] : [];
    });
  }

  /** The last good curves stay, marked stale; with none to keep, the panel says what failed. */
  private fail(problem: Problem, document?: vscode.TextDocument): void {
    this.problem = problem;
    if (document) this.report(document);
    this.setStatus(
      problem.kind === "untrusted" ? "untrusted" : this.records.size > 0 ? "stale" : "failed",
    );
  }

  private report(document: vscode.TextDocument): void {
    const problems = [...(this.comment?.problems ?? [])];
    const tag = this.fn && readTagObject(this.fn);
    if (this.startProblem !== undefined && tag) {
      const range = tag.rangeOf(["start"]);
      problems.push({ range, message: this.startProblem, severity: "error" });
    }
    const byDocument = problemDiagnostics(document, problems, this.problem);
    this.services.diagnostics.report(this.id, byDocument);
  }

  private async openDocument(): Promise<vscode.TextDocument | undefined> {
    try {
      return await vscode.workspace.openTextDocument(this.subject.uri);
    } catch {
      this.fail({ kind: "options", message: goneMessage(this.subject.name) });
      return undefined;
    }
  }

  private progress(): number | undefined {
    const { settings } = this;
    if (this.status !== "running" || !settings || settings.runs.length === 0) return undefined;
    const done = settings.runs.map(({ id }) => {
      const record = this.incoming.get(id);
      return record?.stop ? 1 : (record?.rows ?? 0) / (settings.steps + 1);
    });
    return done.reduce((sum, share) => sum + share, 0) / done.length;
  }

  private lineOf(fn: LossFunction): number {
    const document = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.toString() === this.subject.uri.toString(),
    );
    return (document?.positionAt(fn.nameRange.from).line ?? 0) + 1;
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

function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function untrustedMessage(): string {
  return vscode.l10n.t(
    "This workspace is not trusted, so its code is not run. The shipped examples work without trust.",
  );
}

function goneMessage(name: string): string {
  return vscode.l10n.t("The function {0} is no longer in its document.", name);
}
