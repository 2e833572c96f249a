import type { RunRequest, RunSlice } from "../../protocol/runner";
import type { Objective } from "../../objective/objective";
import { recordedParameters } from "../../simulation/run/recorder";
import { createRun } from "../../simulation/compiled/run";
import { planRun, type GradientSampling, type RunSetting } from "../../simulation/run/runPlan";
import type { TraceColumns, TraceSlice } from "../../simulation/run/record";
import type { OpenSession } from "./openSession";
import { Pace } from "./pace";
import type { Task } from "./task";
import type { FinishedRun } from "./finishedRun";

/** Slices on their way to the receiver at once. */
const slicesAhead = 4;

/** What a job needs beside the session that it runs in. */
export interface JobContext {
  /** How far the session's runs got in a stretch so far. */
  readonly pace: Pace;
  /** Is this job still the newest one of its session? */
  isCurrent(): boolean;
  /** Resolves once the receiver has taken the slice. */
  send(slice: RunSlice): Promise<void>;
}

interface RunningRun extends FinishedRun {
  readonly pace: Pace;
}

/**
 * Takes all runs of a request forward in turns, slice by slice, so that their curves grow together; those that are going
 * on when a newer job begins, or this one is cancelled, end where they are. Returns them with the pace that the slowest
 * came to.
 */
export function* takeRuns(
  request: RunRequest,
  session: Pick<OpenSession, "objective" | "shapes" | "names" | "findOptimizer">,
  context: JobContext,
): Task<{ readonly runs: readonly FinishedRun[]; readonly pace: Pace }> {
  const setting = settingOf(request, session);
  const running: RunningRun[] = [];
  for (const { id, options } of request.runs) {
    // An optimizer of the user's own is loaded and tried here.
    const run = createRun(planRun(options, setting, session.findOptimizer));
    running.push({ id, options, start: setting.start, run, pace: new Pace(context.pace.steps) });
    yield undefined;
  }
  const recorded = recordedParameters(session.objective.dimension, setting.record);
  const sending = new Set<Promise<void>>();
  const send = (runId: string, slice: TraceSlice): Promise<unknown> | undefined => {
    const { from, stop, evaluations } = slice;
    const columns = columnsOf(slice);
    const { session: id, job } = request;
    const sent = context
      .send({
        session: id,
        job,
        runId,
        from,
        recorded,
        columns,
        evaluations,
        stop,
      })
      .finally(() => sending.delete(sent));
    sending.add(sent);
    return sending.size >= slicesAhead ? Promise.race(sending) : undefined;
  };
  while (running.some(({ run }) => !run.stop)) {
    for (const { id, run, pace } of running) {
      if (run.stop) continue;
      if (!context.isCurrent()) {
        yield send(id, run.cancel());
        continue;
      }
      const began = performance.now();
      const slice = run.advance(pace.steps);
      pace.took(performance.now() - began);
      yield send(id, slice);
    }
  }
  yield Promise.all(sending);
  return { runs: running, pace: new Pace(Math.min(...running.map(({ pace }) => pace.steps))) };
}

/** What the runs of a request have in common. */
export function settingOf(
  request: RunRequest,
  { objective, shapes, names }: Pick<OpenSession, "objective" | "shapes" | "names">,
): RunSetting {
  const { start, steps, tolerance, recordAll } = request;
  return {
    ...{ objective, shapes, names, start: Float64Array.from(start), steps, tolerance },
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
  const { loss, gradientNorm, learningRate, theta, gradient, sigma, m, quantiles, wide } = slice;
  return {
    ...{ loss, gradientNorm, learningRate, theta, gradient, sigma, m },
    ...(quantiles && { quantiles }),
    ...(wide && { wide }),
  };
}
