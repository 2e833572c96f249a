// protocol: every message, declared once.
// What crosses a process or reaches the webview is a type of this room and plain data; a question to the runner is declared
// here, answered in `runner/worker/tasks.ts`, and passed on unread by what lies between.
// Who may call: everybody; the room imports types alone.

import type { Landscape, LandscapeRequest } from "./landscape";
import type { PlaneRequest, PrincipalPlane } from "./plane";
import type { PointRequest, PointValue } from "./point";
import type { RangeTestRequest, RangeTestResult } from "./rangeTest";
import type { DiagnoseRequest, FindingRemedies, RunDiagnosis } from "./diagnosis";
import type { SweepPart, SweepRequest } from "./sweep";
import type { SeedsRequest } from "./seeds";
import type { SeedSpread } from "./series";
import type { Result } from "./result";

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
  seeds: Question<SeedsRequest, SeedSpread>;
}

interface Question<Request extends { readonly session: string }, Answer> {
  readonly request: Request;
  readonly answer: Answer;
}

/** What a panel says of a question that it asks; the host adds what it holds itself (`host/session/questions.ts`). */
export interface PanelQuestions {
  /** Ranges that are absent are chosen around start and trajectories; without `at`, what is not on an axis is held at the start. */
  landscape: Omit<LandscapeRequest, "session" | "start" | "paths" | "at"> &
    Partial<Pick<LandscapeRequest, "at">>;
  point: Omit<PointRequest, "session">;
  plane: Omit<PlaneRequest, "session">;
  rangeTest: Pick<RangeTestRequest, "runId">;
  /** A sweep of a run of the panel, or the next part of one. */
  sweep: Pick<SweepRequest, "axes" | "measure" | "from" | "patience"> & { readonly runId: string };
}

export type QuestionName = keyof Questions;
export type PanelQuestionName = keyof PanelQuestions;
export type Request<Name extends QuestionName> = Questions[Name]["request"];
export type Answer<Name extends QuestionName> = Questions[Name]["answer"];

/** Asks. The problem is of the kind `stopped` where something newer was asked for meanwhile. */
export type Ask = <Name extends QuestionName>(
  name: Name,
  request: Request<Name>,
) => Promise<Result<Answer<Name>>>;

/**
 * Asks from a panel. Undefined where there is no answer: nothing is open yet, something newer was asked for meanwhile, or
 * it could not be computed, which the log then tells.
 */
export type PanelAsk = <Name extends PanelQuestionName>(
  name: Name,
  request: PanelQuestions[Name],
) => Promise<Answer<Name> | undefined>;
