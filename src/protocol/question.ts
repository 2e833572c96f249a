// protocol: every message, declared once.
// What crosses a process or reaches the webview is a type of this room and plain data; what comes from a webview is a schema,
// and its type is read off it. A question to the runner is declared here, answered in `runner/worker/tasks.ts`, and passed on
// unread by what lies between.
// Who may call: everybody; the room imports types alone, but for names to check by.

import * as v from "valibot";
import { extraNames } from "../options/extras";
import { cellCount, type SweepAxis, type SweepMeasure } from "../options/sweepOptions";
import type { Landscape, LandscapeRequest } from "./landscape";
import { type PlaneRequest, type PrincipalPlane, plane } from "./plane";
import type { PointRequest, PointValue } from "./point";
import type { RangeTestRequest, RangeTestResult } from "./rangeTest";
import type { DiagnoseRequest, FindingRemedies, RunDiagnosis } from "./diagnosis";
import type { StopSweepRequest, SweepPart, SweepRequest } from "./sweep";
import type { SeedsRequest } from "./seeds";
import type { SeedSpread } from "./series";
import type { Result } from "./result";
import { writtenRun } from "./runShape";
import {
  type Of,
  count,
  finite,
  floats,
  notNegative,
  parameter,
  range,
  shortText,
  vector,
} from "./values";

/**
 * What may be asked of the runner about a function that is open. A question is declared here and answered by a task in
 * `runner/worker/tasks.ts`; whatever lies between passes it on without knowing it.
 */
export interface Questions {
  landscape: Question<LandscapeRequest, Landscape>;
  point: Question<PointRequest, PointValue>;
  /** Undefined while the newest job goes on, and for runs of which no row is known whole. */
  plane: Question<PlaneRequest, PrincipalPlane | undefined>;
  /** Of the finished runs of a job; empty when a newer job has begun. */
  diagnosis: Question<DiagnoseRequest, readonly RunDiagnosis[]>;
  /** What helps against what the diagnosis of a job found, as tried; empty when a newer job has begun. */
  remedies: Question<DiagnoseRequest, readonly FindingRemedies[]>;
  rangeTest: Question<RangeTestRequest, RangeTestResult>;
  sweep: Question<SweepRequest, SweepPart>;
  stopSweep: Question<StopSweepRequest, undefined>;
  seeds: Question<SeedsRequest, SeedSpread>;
}

interface Question<Request extends { readonly session: string }, Answer> {
  readonly request: Request;
  readonly answer: Answer;
}

export type QuestionName = keyof Questions;
export type Request<Name extends QuestionName> = Questions[Name]["request"];
export type Answer<Name extends QuestionName> = Questions[Name]["answer"];

/** Asks. The problem is of the kind `stopped` where something newer was asked for meanwhile. */
export type Ask = <Name extends QuestionName>(
  name: Name,
  request: Request<Name>,
) => Promise<Result<Answer<Name>>>;

const named = <Kind extends string>(kind: Kind) =>
  v.strictObject({ kind: v.literal(kind), name: shortText });

const sweepAxis = v.strictObject({
  target: v.union([
    v.strictObject({ kind: v.picklist(["lr", "seed"]) }),
    v.strictObject({ kind: v.literal("start"), index: parameter }),
    named("hyperparameter"),
    v.strictObject({ kind: v.literal("extra"), name: v.picklist(extraNames) }),
    named("schedule"),
    v.strictObject({ kind: v.literal("argument"), key: shortText }),
    v.strictObject({ kind: v.literal("jitter"), spread: notNegative }),
  ]),
  joined: v.exactOptional(v.boolean()),
  values: v.pipe(v.array(finite), v.minLength(1), v.maxLength(1000)),
}) satisfies v.GenericSchema<unknown, SweepAxis>;

/** Axes of a grid that is not too large. */
export const sweepAxes = v.pipe(
  v.array(sweepAxis),
  v.minLength(1),
  v.maxLength(50),
  v.check((axes) => cellCount(axes) <= 1_000_000),
  v.check((axes) =>
    axes.every(({ joined, values }, k) => !joined || axes[k - 1]?.values.length === values.length),
  ),
);

export const sweepMeasure = v.union([
  v.strictObject({ kind: v.picklist(["end", "lowest"]) }),
  v.strictObject({ kind: v.literal("steps"), target: finite }),
]) satisfies v.GenericSchema<unknown, SweepMeasure>;

/** What a panel may ask the runner; the host adds what it holds itself (`host/session/questions.ts`). */
export const panelQuestions = {
  point: v.strictObject({ theta: floats }),
  plane: v.strictObject({
    runs: v.pipe(v.array(shortText), v.maxLength(50)),
    selected: shortText,
    plane: v.optional(plane),
  }),
  /** Ranges that are absent are chosen around start and trajectories; without `at`, what is not on an axis is held at the start. */
  landscape: v.strictObject({
    axes: v.union([v.strictTuple([parameter]), v.strictTuple([parameter, parameter])]),
    x: v.optional(range),
    y: v.optional(range),
    columns: count(1000),
    rows: count(1000),
    at: v.optional(vector),
    plane: v.optional(plane),
  }),
  rangeTest: v.strictObject({ runId: shortText }),
  /**
   * A sweep, or the next part of one, of a run as the panel shows it: a change of the settings that is still on its way is
   * in it already.
   */
  sweep: v.strictObject({
    options: writtenRun,
    start: vector,
    steps: count(10_000_000),
    seed: count(2 ** 32),
    tolerance: notNegative,
    noise: notNegative,
    batchSize: v.exactOptional(count(10_000_000)),
    axes: sweepAxes,
    measure: sweepMeasure,
    from: count(1_000_000),
    patience: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
  }),
  stopSweep: v.strictObject({}),
} satisfies Partial<Record<QuestionName, v.GenericSchema>>;

export type PanelQuestionName = keyof typeof panelQuestions;
export type PanelQuestions = {
  readonly [Name in PanelQuestionName]: Of<(typeof panelQuestions)[Name]>;
};

/**
 * Asks from a panel. Undefined where there is no answer: nothing is open yet, something newer was asked for meanwhile, or
 * it could not be computed, which the log then tells.
 */
export type PanelAsk = <Name extends PanelQuestionName>(
  name: Name,
  request: PanelQuestions[Name],
) => Promise<Answer<Name> | undefined>;
