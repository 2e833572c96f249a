import type * as vscode from "vscode";
import { conditionsOf } from "../../protocol/conditions";
import type { PanelFinding } from "../../protocol/diagnosis";
import type { PanelSettings } from "../../protocol/panel";
import type { Details } from "../../protocol/details";
import type { PictureRequest, RunsEnded, RunSlice, RunsPicture } from "../../protocol/runner";
import type { Result } from "../../protocol/result";
import type { RunCurvature, RunSeries, SeedSpread } from "../../protocol/series";
import { inBackground } from "../background";
import type { HostServices } from "../services";
import { Recordings } from "./recordings";

/** Who wants to know what the runs of a session do. */
export interface RunsListener {
  /** A picture of the runs as they are now. */
  seriesChanged(series: readonly RunSeries[], details: Details): void;
  curvatureChanged(curvature: readonly RunCurvature[]): void;
  findingsChanged(): void;
  /** The rows of the runs on show were lost with the runner that held them: only running again brings them back. */
  rowsLost(): void;
}

/** What runs need of the host. */
export interface RunServices {
  readonly runner: Pick<HostServices["runner"], "run" | "rows" | "ask">;
  readonly language: string;
  readonly log: Pick<HostServices["log"], "warn" | "error">;
}

/** Milliseconds between two pictures of runs that are still going on, at least. */
const frame = 33;

/** A picture takes at most this share of the host's time. */
const pictureShare = 0.2;

/** Milliseconds without a newer job before rows are fetched and runs are diagnosed: a drag does not pay for it. */
const calm = 250;

/** The runs of one session: asked of the runner, held row by row, shown as they grow, diagnosed once they have ended. */
export class SessionRuns implements vscode.Disposable {
  readonly recordings = new Recordings();
  findings: readonly PanelFinding[] = [];
  /** Along the runs that were diagnosed last. */
  curvature: readonly RunCurvature[] = [];
  /** Are findings and curvature of the runs before those on show, which have not been diagnosed yet? */
  diagnosisIsOld = false;
  /** By run of the job on show, once its repeats over seeds are done. */
  private spreads = new Map<string, SeedSpread>();
  /** Milliseconds from the edit to the end of its runs. */
  elapsed: number | undefined;
  private settings: PanelSettings | undefined;
  private job = 0;
  private picture: NodeJS.Timeout | undefined;
  /** When the next picture of runs that are going on is due, by `performance.now()`. */
  private pictureDue = 0;
  private calmTimer: NodeJS.Timeout | undefined;
  /** Rows that are on their way. */
  private fetching: Promise<void> | undefined;
  /** The last job whose rows were lost; once the next one's are, too, that is left as it is. */
  private lostJob: number | undefined;
  private isOver = false;

  constructor(
    private readonly session: string,
    private readonly services: RunServices,
    private readonly listener: RunsListener,
  ) {}

  /** Runs everything anew; `began` is when the edit was made. Undefined when a newer job has overtaken this one. */
  async run(settings: PanelSettings, began: number): Promise<Result<RunsEnded> | undefined> {
    const { recordings, services } = this;
    const job = recordings.begin(settings.runs);
    this.job = job;
    this.settings = settings;
    this.forgetPicture();
    this.pictureDue = 0;
    const picture = recordings.wanted;
    const result = await services.runner.run({
      ...{ session: this.session, job, picture },
      runs: settings.runs.map(({ id, options }) => ({ id, options })),
      ...conditionsOf(settings),
    });
    if (!this.isNewest(job)) return undefined;
    if (!result.ok) return result;
    this.elapsed = performance.now() - began;
    this.diagnosisIsOld = true;
    this.spreads = new Map();
    recordings.keepOnly(runIds(settings));
    if (!result.value.picture) {
      recordings.showIncoming();
      return result;
    }
    this.forgetPicture();
    recordings.owe();
    if (recordings.isWanted(picture)) return result;
    // The panel has looked elsewhere since: what was drawn up is not what it shows now.
    await this.complete();
    const { gradient } = result.value;
    return this.isNewest(job) ? { ok: true, value: { gradient } } : undefined;
  }

  /**
   * Shows runs that have ended. Once nothing newer has begun for a moment, their rows are fetched, `settled` is told and
   * they are diagnosed.
   */
  ended(picture: RunsPicture | undefined, settled: () => void): void {
    if (picture) this.listener.seriesChanged(picture.series, picture.details);
    else this.showPicture();
    const { job } = this;
    clearTimeout(this.calmTimer);
    // A job that begins does not stop this: should it end the runner, the rows of this one are here.
    this.calmTimer = setTimeout(() => {
      inBackground(this.settle(job, settled), "ending the runs", this.services.log);
    }, calm);
  }

  private async settle(job: number, settled: () => void): Promise<void> {
    await this.complete();
    if (!this.isNewest(job) || this.lostJob === job) return;
    settled();
    await this.repeat(job);
    await this.diagnose(job);
  }

  /** Resolves once all rows of the runs on show are here, also where newer ones have been shown meanwhile. */
  async complete(): Promise<void> {
    while (this.recordings.owedJob !== undefined && !this.isOver) await this.fetch();
  }

  /** Resolves once the rows have come that are missing of the runs on show now, or cannot come any more. */
  async fetch(): Promise<void> {
    // Those that are under way may be of older runs.
    for (let round = 0; round < 2; round++) {
      const { owedJob } = this.recordings;
      if (owedJob === undefined) return;
      this.fetching ??= this.fetchRows(owedJob);
      await this.fetching;
    }
  }

  /** Rows from the runner. */
  receive(slice: RunSlice): void {
    if (!this.recordings.receive(slice)) return;
    const wait = Math.max(frame, this.pictureDue - performance.now());
    this.picture ??= setTimeout(() => {
      inBackground(this.showGrowth(slice.job), "showing the runs", this.services.log);
    }, wait);
  }

  /** The runs as the panel looks at them, once all rows are here. */
  async wholePicture(): Promise<RunsPicture> {
    await this.complete();
    return this.pictureNow();
  }

  /** The curves alone, as the panel looks at them from now on. */
  async lookAtSeries(series: PictureRequest["series"]): Promise<RunsPicture["series"]> {
    this.recordings.lookAt({ series });
    await this.complete();
    return this.seriesNow();
  }

  /** The details alone: who moves the step cursor asks for them in every frame. */
  async lookAtDetails(details: PictureRequest["details"]): Promise<Details> {
    this.recordings.lookAt({ details });
    await this.complete();
    return this.recordings.details();
  }

  /** Share of the steps that have come in, from 0 to 1. */
  get progress(): number {
    const { settings } = this;
    return settings ? this.recordings.progress(runIds(settings), settings.steps) : 0;
  }

  /** Forgets every run. */
  clear(): void {
    this.recordings.clear();
    this.findings = [];
    this.curvature = [];
    this.diagnosisIsOld = false;
  }

  dispose(): void {
    this.isOver = true;
    clearTimeout(this.picture);
    clearTimeout(this.calmTimer);
  }

  /** Is a job still the one that counts? */
  private isNewest(job: number): boolean {
    return !this.isOver && this.recordings.isCurrent(job);
  }

  private pictureNow(): RunsPicture {
    return { series: this.seriesNow(), details: this.recordings.details() };
  }

  private seriesNow(): RunsPicture["series"] {
    return this.recordings.series(runIds(this.settings)).map((one) => {
      const seeds = this.spreads.get(one.runId);
      return seeds ? { ...one, seeds } : one;
    });
  }

  private async fetchRows(job: number): Promise<void> {
    const { recordings } = this;
    const haveCome = await this.services.runner.rows({ session: this.session, job });
    this.fetching = undefined;
    const isLost = !haveCome && recordings.owedJob === job && this.isNewest(job);
    recordings.settle(job, haveCome);
    if (!isLost) return;
    const isRepeated = this.lostJob === job - 1;
    this.lostJob = job;
    if (isRepeated) this.showPicture();
    else this.listener.rowsLost();
  }

  /** Shows runs that go on; what they have no rows of yet stays as it is on show. */
  private async showGrowth(job: number): Promise<void> {
    await this.fetch();
    if (this.isNewest(job)) this.showPicture();
  }

  /** The picture that was to be shown is not wanted any more. */
  private forgetPicture(): void {
    clearTimeout(this.picture);
    this.picture = undefined;
  }

  private showPicture(): void {
    this.forgetPicture();
    if (this.isOver) return;
    const began = performance.now();
    this.recordings.showIncoming();
    const { series, details } = this.pictureNow();
    this.listener.seriesChanged(series, details);
    const ended = performance.now();
    this.pictureDue = ended + (ended - began) / pictureShare;
  }

  /** Repeats each run over seeds, if the settings say so, and shows how its loss spreads. */
  private async repeat(job: number): Promise<void> {
    const { settings, session, services } = this;
    if (!settings || settings.seeds < 2) return;
    const { seeds: repeats, jitter } = settings;
    const shared = { session, repeats, jitter, ...conditionsOf(settings) };
    for (const { id, options } of settings.runs) {
      const result = await services.runner.ask("seeds", { ...shared, options });
      if (!this.isNewest(job)) return;
      if (!result.ok) {
        services.log.warn(`seeds: ${result.problem.message}`);
        return;
      }
      this.spreads.set(id, result.value);
      this.showPicture();
    }
  }

  private async diagnose(job: number): Promise<void> {
    const { session, listener } = this;
    const { runner, language, log } = this.services;
    const result = await runner.ask("diagnosis", { session, job, language });
    if (!this.isNewest(job)) return;
    if (!result.ok) log.warn(`diagnosis: ${result.problem.message}`);
    const ofRuns = result.ok ? result.value : [];
    this.findings = ofRuns.flatMap(({ findings }) => findings);
    this.curvature = ofRuns.flatMap(({ curvature }) => curvature ?? []);
    this.diagnosisIsOld = false;
    listener.findingsChanged();
    listener.curvatureChanged(this.curvature);
    if (this.findings.some(({ remedies }) => !remedies)) await this.tryRemedies(job);
  }

  /** Adds what helps to the findings once it has been tried. */
  private async tryRemedies(job: number): Promise<void> {
    const { session, listener } = this;
    const { runner, language } = this.services;
    const result = await runner.ask("remedies", { session, job, language });
    if (!this.isNewest(job)) return;
    const tried = result.ok ? result.value : [];
    this.findings = this.findings.map((finding) => {
      const { runId, id } = finding;
      const own = tried.find((one) => one.runId === runId && one.findingId === id);
      return { ...finding, remedies: own?.remedies ?? [] };
    });
    listener.findingsChanged();
  }
}

function runIds(settings: PanelSettings | undefined): string[] {
  return (settings?.runs ?? []).map(({ id }) => id);
}
