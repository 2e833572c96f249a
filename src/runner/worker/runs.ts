import type { RunConditions } from "../../protocol/conditions";
import type { RunRequest, RunSlice, SliceGroups } from "../../protocol/runner";
import type { Objective } from "../../objective/objective";
import { recordedParameters } from "../../simulation/run/recorder";
import { createRun } from "../../simulation/compiled/run";
import { followRates } from "../../simulation/run/ownRates";
import {
  planRun,
  type GradientSampling,
  type ParameterGroups,
  type RunSetting,
} from "../../simulation/run/runPlan";
import type { TraceSlice } from "../../simulation/run/record";
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
  /** What a slice tells of parameters with numbers of their own. */
  readonly groupsOf: (slice: TraceSlice) => SliceGroups | undefined;
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
  const recorded = recordedParameters(session.objective.dimension, setting.record);
  const running: RunningRun[] = [];
  for (const { id, options } of request.runs) {
    // An optimizer of the user's own is loaded and tried here.
    const plan = planRun(options, setting, session.findOptimizer);
    const run = createRun(plan);
    running.push({
      ...{ id, options, start: setting.start, run, pace: new Pace(context.pace.steps) },
      groups: plan.groups,
      groupsOf: plan.groups ? tellGroups(plan.groups, recorded) : () => undefined,
    });
    yield undefined;
  }
  const sending = new Set<Promise<void>>();
  const send = (
    { id: runId, groupsOf }: RunningRun,
    slice: TraceSlice,
  ): Promise<unknown> | undefined => {
    const { from, stop, evaluations, ...columns } = slice;
    const groups = groupsOf(slice);
    const { session: id, job } = request;
    const sent = context
      .send({
        session: id,
        job,
        runId,
        from,
        recorded,
        columns,
        ...(groups && { groups }),
        evaluations,
        stop,
      })
      .finally(() => sending.delete(sent));
    sending.add(sent);
    return sending.size >= slicesAhead ? Promise.race(sending) : undefined;
  };
  while (running.some(({ run }) => !run.stop)) {
    for (const one of running) {
      const { run, pace } = one;
      if (run.stop) continue;
      if (!context.isCurrent()) {
        yield send(one, run.cancel());
        continue;
      }
      const began = performance.now();
      const slice = run.advance(pace.steps);
      pace.took(performance.now() - began);
      yield send(one, slice);
    }
  }
  yield Promise.all(sending);
  return { runs: running, pace: new Pace(Math.min(...running.map(({ pace }) => pace.steps))) };
}

/** What the runs of a request have in common. */
export function settingOf(
  request: RunConditions & Pick<RunRequest, "recordAll">,
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

function tellGroups(
  groups: ParameterGroups,
  recorded: readonly number[],
): (slice: TraceSlice) => SliceGroups {
  const ratesOf = followRates(groups);
  const of = recorded.map((parameter) => groups.of[parameter]!);
  const numbers = groups.groups.map((group) => group.numbers);
  return ({ loss, learningRate }) => ({ of, numbers, rates: ratesOf(loss, learningRate) });
}
