import type { RunOptions } from "../../options/runOptions";
import type { Optimizer } from "../../optimizers/optimizer";
import type { RunRequest, RunSlice } from "../../protocol/runner";
import type { Objective } from "../../objective/objective";
import { recordedParameters } from "../../simulation/run/recorder";
import { createRun } from "../../simulation/compiled/run";
import type { Run } from "../../simulation/run/run";
import { planRun, type GradientSampling, type RunSetting } from "../../simulation/run/runPlan";
import type { TraceColumns, TraceSlice } from "../../simulation/run/record";
import { breath } from "./yieldToEvents";

/** Milliseconds of stepping between two breaths. */
const stretch = 12;

/** Steps of a slice: at first a few, then as many as fit into a stretch. */
const mostStepsPerSlice = 10_000;
export const firstStepsPerSlice = 100;

/** Slices on their way to the receiver at once. */
const slicesAhead = 4;

/** What a job needs from the session it runs in. */
export interface JobContext {
  readonly objective: Objective;
  readonly shapes: readonly (readonly number[])[];
  /** Built-in optimizers and those of the user's own. */
  readonly findOptimizer: (id: string) => Optimizer | undefined;
  /** The same optimizers with their arithmetic lifted, for runs that are compiled. */
  readonly findLifted: (id: string) => Optimizer | undefined;
  /** How far the session's runs got in a stretch so far: what a job starts with, and what it leaves. */
  readonly pace: { stepsPerSlice: number };
  /** Is this job still the newest one of its session? */
  isCurrent(): boolean;
  /** Runs a stretch that evaluates the user's code. */
  during<T>(work: () => T): T;
  /** Resolves once the receiver has taken the slice. */
  send(slice: RunSlice): Promise<void>;
}

/** A run that has ended, for whoever wants to know more about it. */
export interface FinishedRun {
  readonly id: string;
  readonly options: RunOptions;
  readonly start: Float64Array;
  readonly run: Run;
}

interface RunningRun extends FinishedRun {
  stepsPerSlice: number;
  /** Milliseconds of a step when nothing else had the processor, as far as that can be seen. */
  stepTime: number;
}

/** How much slower than the fastest a step may look before that is believed: others may have had the processor. */
const mostSlowing = 1.5;

/** As many steps as fit into a stretch, at most four times as many as before. */
function adapt(entry: RunningRun, took: number): void {
  const { stepsPerSlice, stepTime } = entry;
  entry.stepTime = Math.min(took / stepsPerSlice, stepTime * mostSlowing);
  const fitting = Math.floor(stretch / entry.stepTime);
  entry.stepsPerSlice = Math.max(1, Math.min(fitting, 4 * stepsPerSlice, mostStepsPerSlice));
}

/**
 * Takes all runs of a request forward in turns, slice by slice, so that their curves grow together, and breathes
 * between slices so that a newer job or a cancellation is noticed.
 */
export async function runJob(
  request: RunRequest,
  context: JobContext,
): Promise<readonly FinishedRun[]> {
  const setting = settingOf(request, context);
  const { findOptimizer, findLifted } = context;
  const running = request.runs.map(({ id, options }): RunningRun => ({
    ...{ id, options, start: setting.start, stepsPerSlice: context.pace.stepsPerSlice },
    stepTime: Infinity,
    // An optimizer of the user's own is loaded and tried here.
    run: context.during(() => createRun(planRun(options, setting, findOptimizer, findLifted))),
  }));
  const recorded = recordedParameters(context.objective.dimension, setting.record);
  const sending = new Set<Promise<void>>();
  let lastBreath = performance.now();

  const send = async (runId: string, slice: TraceSlice) => {
    const { from, stop, evaluations } = slice;
    const columns = columnsOf(slice);
    const { session, job } = request;
    const sent = context
      .send({ session, job, runId, from, recorded, columns, evaluations, ...(stop && { stop }) })
      .finally(() => sending.delete(sent));
    sending.add(sent);
    if (sending.size >= slicesAhead) await Promise.race(sending);
  };

  while (running.some(({ run }) => !run.stop)) {
    for (const entry of running) {
      const { id, run } = entry;
      if (run.stop) continue;
      if (!context.isCurrent()) {
        await send(id, run.cancel());
        continue;
      }
      const began = performance.now();
      const slice = context.during(() => run.advance(entry.stepsPerSlice));
      const took = performance.now() - began;
      adapt(entry, took);
      await send(id, slice);
      if (performance.now() - lastBreath > stretch) {
        await breath();
        lastBreath = performance.now();
      }
    }
  }
  await Promise.all(sending);
  const paces = running.map(({ stepsPerSlice }) => stepsPerSlice);
  context.pace.stepsPerSlice = Math.min(mostStepsPerSlice, ...paces);
  return running;
}

/** What the runs of a request have in common. */
export function settingOf(
  request: RunRequest,
  { objective, shapes }: Pick<JobContext, "objective" | "shapes">,
): RunSetting {
  const { start, steps, tolerance, recordAll } = request;
  return {
    ...{ objective, shapes, start: Float64Array.from(start), steps, tolerance },
    sampling: samplingOf(request, objective),
    ...(recordAll ? { record: everyParameter(objective) } : {}),
  };
}

/** What makes the gradient of a step differ from that of the full loss. */
export function samplingOf(
  { seed, noise, batchSize }: Pick<RunRequest, "seed" | "noise" | "batchSize">,
  { samples }: Objective,
): GradientSampling {
  return { seed, noise, ...(batchSize !== undefined && samples ? { batchSize } : {}) };
}

function everyParameter({ dimension }: Objective): number[] {
  return Array.from({ length: dimension }, (_, index) => index);
}

/** The columns alone: what else a slice says travels beside them. */
function columnsOf(slice: TraceSlice): TraceColumns {
  const { loss, gradientNorm, learningRate, theta, gradient, sigma, m, quantiles } = slice;
  return {
    ...{ loss, gradientNorm, learningRate, theta, gradient, sigma, m },
    ...(quantiles && { quantiles }),
  };
}
