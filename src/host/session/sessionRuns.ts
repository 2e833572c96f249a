import * as vscode from "vscode";
import type {
  DetailRequest,
  Details,
  PanelFinding,
  PanelSettings,
  SeriesRequest,
} from "../../protocol/panel";
import type { Result, RunsEnded, RunSlice } from "../../protocol/runner";
import type { RunCurvature, RunSeries } from "../../protocol/series";
import type { HostServices } from "../services";
import { Recordings } from "./recordings";

/** Who wants to know what the runs of a session do. */
export interface RunsListener {
  /** A picture of the runs as they are now. */
  seriesChanged(series: readonly RunSeries[], details: Details): void;
  curvatureChanged(curvature: readonly RunCurvature[]): void;
  findingsChanged(): void;
}

/** Milliseconds between two pictures of runs that are still going on, at least. */
const frame = 33;

/** Milliseconds that runs may take before they are shown as they grow: quick ones are drawn once. */
const patience = 100;

/** A picture takes at most this share of the host's time. */
const pictureShare = 0.2;

/** Milliseconds without a newer job before runs are diagnosed: a drag does not pay for it. */
const calm = 250;

/** The runs of one session: asked of the runner, held row by row, shown as they grow, diagnosed once they have ended. */
export class SessionRuns implements vscode.Disposable {
  readonly recordings = new Recordings();
  findings: readonly PanelFinding[] = [];
  /** Milliseconds from the edit to the end of its runs. */
  elapsed: number | undefined;
  private settings: PanelSettings | undefined;
  private job = 0;
  private picture: NodeJS.Timeout | undefined;
  /** When the next picture of runs that are going on is due, by `performance.now()`. */
  private pictureDue = 0;
  private diagnosisTimer: NodeJS.Timeout | undefined;
  /** Has the listener been told curvature? */
  private showsCurvature = false;
  private isOver = false;

  constructor(
    private readonly session: string,
    private readonly services: HostServices,
    private readonly listener: RunsListener,
  ) {}

  /** Runs everything anew; `began` is when the edit was made. Undefined when a newer job has overtaken this one. */
  async run(settings: PanelSettings, began: number): Promise<Result<RunsEnded> | undefined> {
    const { recordings, services } = this;
    const job = recordings.begin(settings.runs);
    this.job = job;
    this.settings = settings;
    clearTimeout(this.picture);
    clearTimeout(this.diagnosisTimer);
    this.picture = undefined;
    this.pictureDue = performance.now() + patience;
    const { start, steps, seed, tolerance, noise, batchSize } = settings;
    const result = await services.runner.run({
      session: this.session,
      job,
      runs: settings.runs.map(({ id, options }) => ({ id, options })),
      ...{ start, steps, seed, tolerance, noise },
      ...(batchSize === undefined ? {} : { batchSize }),
    });
    if (this.isOver || !recordings.isCurrent(job)) return undefined;
    if (!result.ok) return result;
    this.elapsed = performance.now() - began;
    this.findings = [];
    recordings.showIncoming();
    recordings.keepOnly(runIds(settings));
    return result;
  }

  /** Shows runs that have ended; once nothing newer has begun for a moment, `settled` is told and they are diagnosed. */
  ended(settled: () => void): void {
    this.showPicture();
    if (this.showsCurvature) this.listener.curvatureChanged([]);
    this.showsCurvature = false;
    const { job } = this;
    this.diagnosisTimer = setTimeout(() => {
      settled();
      void this.diagnose(job);
    }, calm);
  }

  /** Rows from the runner. */
  receive(slice: RunSlice): void {
    if (!this.recordings.receive(slice)) return;
    const wait = Math.max(frame, this.pictureDue - performance.now());
    this.picture ??= setTimeout(() => this.showPicture(), wait);
  }

  /** All runs that have rows, thinned to the panel's request, or to its last one. */
  series(request?: SeriesRequest): RunSeries[] {
    return this.recordings.series(runIds(this.settings), request);
  }

  details(request?: DetailRequest): Details {
    return this.recordings.details(request);
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
  }

  dispose(): void {
    this.isOver = true;
    clearTimeout(this.picture);
    clearTimeout(this.diagnosisTimer);
  }

  private showPicture(): void {
    clearTimeout(this.picture);
    this.picture = undefined;
    if (this.isOver) return;
    const began = performance.now();
    this.recordings.showIncoming();
    this.listener.seriesChanged(this.series(), this.details());
    const ended = performance.now();
    this.pictureDue = ended + (ended - began) / pictureShare;
  }

  private async diagnose(job: number): Promise<void> {
    const { session, services, listener } = this;
    const { language } = vscode.env;
    const result = await services.runner.diagnose({ session, job, language });
    if (this.isOver || !this.recordings.isCurrent(job) || !result.ok) return;
    this.findings = result.value.flatMap(({ findings }) => findings);
    listener.findingsChanged();
    this.showsCurvature = true;
    listener.curvatureChanged(
      result.value.flatMap(({ curvature }) => (curvature ? [curvature] : [])),
    );
  }
}

function runIds(settings: PanelSettings | undefined): string[] {
  return (settings?.runs ?? []).map(({ id }) => id);
}
