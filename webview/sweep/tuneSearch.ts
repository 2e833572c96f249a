import type { PanelRun } from "../../src/protocol/panelCalls";
import { repeatAxes, type SweepMeasure } from "../../src/options/sweepOptions";
import { spreadOf } from "../../src/options/spread";
import { tunables, tuningAxes } from "../../src/options/tuning";
import type { TunedSettings } from "../../src/options/tuningRanks";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { askedOf } from "./sweepModel";

/** Milliseconds of a part: the runs of a drag come in between. */
const patience = 30;

/** How much every run gets, and what counts. */
export interface TuneRequest {
  readonly budget: number;
  readonly repeats: number;
  /** How far around the start the repeats begin, as a standard deviation. */
  readonly spread: number;
  readonly measure: SweepMeasure;
}

/** What has been found of a run's settings so far; a setting that was not tried yet has the score Infinity. */
export interface RunTuning extends TunedSettings {
  readonly run: PanelRun;
  /** Which settings of the budget were tried so far, with all their repeats. */
  readonly tried: readonly boolean[];
}

export interface Tuning {
  readonly request: TuneRequest;
  readonly runs: readonly RunTuning[];
  readonly startLoss: number;
  readonly isCompiled: boolean;
  /** Runs so far, and of how many. */
  readonly done: number;
  readonly count: number;
}

/** Tunes one run after the other; a newer tuning, or `stop`, ends the one before. */
export function createTuning(
  host: Pick<SweepHost, "sweep" | "stopSweep" | "sweepables" | "report">,
  onFound: (found: Tuning) => void,
): {
  readonly begin: (subject: SweepSubject, request: TuneRequest) => void;
  readonly stop: () => void;
} {
  let newest = 0;

  async function ask({ settings }: SweepSubject, request: TuneRequest): Promise<void> {
    const number = ++newest;
    const { budget, repeats, spread, measure } = request;
    const runs: RunTuning[] = [];
    const count = settings.runs.length * budget * repeats;
    let done = 0;
    for (const run of settings.runs) {
      const known = await host.sweepables(run.id);
      const axes = tuningAxes(known, budget, settings.seed);
      const names = tunables(known).map(({ name }) => name);
      const all = repeats > 1 ? [...axes, ...repeatAxes(repeats, spread)] : axes;
      const values = Array.from({ length: budget }, () => [] as number[]);
      for (let from = 0; ;) {
        const asked = { ...askedOf(run.options, settings), axes: all, measure, from, patience };
        const part = await host.sweep(asked);
        if (number !== newest || !part) return;
        part.cells.forEach((cell, k) => values[cell % budget]!.push(part.values[k]!));
        from += part.cells.length;
        done += part.cells.length;
        const tried = values.map((of) => of.length === repeats);
        const scores = values.map((of, k) => (tried[k] ? spreadOf(of).median : Infinity));
        const tuned = { run, axes, names, dimension: axes.length, scores, tried };
        const { startLoss, isCompiled } = part;
        onFound({ request, runs: [...runs, tuned], startLoss, isCompiled, done, count });
        if (!part.isLast) continue;
        runs.push(tuned);
        break;
      }
    }
  }

  return {
    begin(subject, request) {
      ask(subject, request).catch((error: unknown) => host.report(error));
    },
    stop() {
      newest++;
      host.stopSweep().catch((error: unknown) => host.report(error));
    },
  };
}

/** What a tuning depends on. */
export function tuneKey({ settings, version }: SweepSubject, request: TuneRequest): string {
  const { runs, start, steps, seed, tolerance, noise, batchSize } = settings;
  const methods = runs.map(({ id, options }) => [id, { ...options, label: "" }]);
  return JSON.stringify([
    version,
    methods,
    start,
    steps,
    seed,
    tolerance,
    noise,
    batchSize,
    request,
  ]);
}
