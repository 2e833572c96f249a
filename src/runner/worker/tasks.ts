import { norm } from "../../optimizers/vectors/arithmetic";
import type { PointRequest, PointValue } from "../../protocol/point";
import type { Answer, QuestionName, Request } from "../../protocol/question";
import { diagnose } from "./diagnosis";
import { computeLandscape } from "./landscape";
import { layPlane } from "./layPlane";
import type { OpenSession } from "./openSession";
import { testRates } from "./rangeTest";
import { tryRemedies } from "./remedies";
import { repeatOverSeeds } from "./seeds";
import { stopSweep, sweepPart } from "./sweep";
import type { Task } from "./task";

/** How a question is answered. */
export interface Answering<Name extends QuestionName> {
  readonly answer: (request: Request<Name>, session: OpenSession) => Task<Answer<Name>>;
  /** It is about runs: once new ones begin nobody wants the answer. */
  readonly ofRuns?: boolean;
  /** It ends soon by itself, with as much as it has: a newer question does not put it out of date. */
  readonly endsSoon?: boolean;
}

/** The answer to every question. A newer one of the same name puts one of its session out of date that does not end soon. */
export const tasks: { readonly [Name in QuestionName]: Answering<Name> } = {
  landscape: { answer: computeLandscape },
  point: { answer: valueAt },
  plane: { answer: layPlane },
  diagnosis: { answer: diagnose, ofRuns: true },
  remedies: { answer: tryRemedies, ofRuns: true },
  rangeTest: { answer: testRates, ofRuns: true },
  sweep: { answer: sweepPart, endsSoon: true },
  stopSweep: { answer: stopSweep, endsSoon: true },
  seeds: { answer: repeatOverSeeds, ofRuns: true },
};

// eslint-disable-next-line require-yield -- One evaluation is one slice.
function* valueAt({ theta }: PointRequest, { objective }: OpenSession): Task<PointValue> {
  if (theta.length !== objective.dimension) throw new Error("a point of another function");
  const gradient = new Float64Array(theta.length);
  const loss = objective.valueAndGradient(theta, gradient);
  return { loss, gradientNorm: norm(gradient) };
}
