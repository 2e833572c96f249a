import * as v from "valibot";
import type { RunOptions } from "../../options/runOptions";
import { cellCount } from "../../options/sweepOptions";
import type { PanelSettings } from "../../protocol/panel";
import type { Answer, PanelQuestionName, PanelQuestions, Request } from "../../protocol/question";
import type { HostServices } from "../services";
import { count, finite, floats, range, shortText, vector } from "./schemas";
import { sharedOf } from "./sharedSettings";
import type { SessionRuns } from "./sessionRuns";

const plane = v.strictObject({ origin: floats, u: floats, v: floats });
const axis = count(1_000_000);

const named = <Kind extends string>(kind: Kind) =>
  v.strictObject({ kind: v.literal(kind), name: shortText });

const sweepAxis = v.strictObject({
  target: v.union([
    v.strictObject({ kind: v.picklist(["lr", "seed"]) }),
    v.strictObject({ kind: v.literal("start"), index: count(1_000_000) }),
    named("hyperparameter"),
    named("extra"),
    named("schedule"),
    v.strictObject({ kind: v.literal("jitter"), spread: v.pipe(finite, v.minValue(0)) }),
  ]),
  joined: v.optional(v.boolean()),
  values: v.pipe(v.array(finite), v.minLength(1), v.maxLength(1000)),
});

const axes = v.pipe(
  v.array(sweepAxis),
  v.minLength(1),
  v.maxLength(50),
  v.check((all) => cellCount(all) <= 1_000_000),
  v.check((all) =>
    all.every(({ joined, values }, k) => !joined || all[k - 1]?.values.length === values.length),
  ),
);

const measure = v.union([
  v.strictObject({ kind: v.picklist(["end", "lowest"]) }),
  v.strictObject({ kind: v.literal("steps"), target: finite }),
]);

const sweep = v.strictObject({
  ...{ runId: shortText, axes, measure },
  from: count(1_000_000),
  patience: v.pipe(finite, v.minValue(0), v.maxValue(1000)),
});

/** A sweep or a tuning, as a panel may have it copied. */
export const searchSchema = v.strictObject({
  runs: v.pipe(
    v.array(v.strictObject({ runId: shortText, axes })),
    v.minLength(1),
    v.maxLength(50),
  ),
  measure,
});

/** What a panel may ask, as it must come from the webview. */
export const questionSchemas: Readonly<Record<PanelQuestionName, v.GenericSchema>> = {
  point: v.strictObject({ theta: floats }),
  plane: v.strictObject({
    runs: v.pipe(v.array(shortText), v.maxLength(50)),
    selected: shortText,
    plane: v.optional(plane),
  }),
  landscape: v.strictObject({
    axes: v.union([v.strictTuple([axis]), v.strictTuple([axis, axis])]),
    x: v.optional(range),
    y: v.optional(range),
    columns: count(1000),
    rows: count(1000),
    at: v.optional(vector),
    plane: v.optional(plane),
  }),
  rangeTest: v.strictObject({ runId: shortText }),
  sweep,
};

/** What a session holds that its panel need not say. */
export interface Held {
  readonly session: string;
  readonly settings: PanelSettings;
  readonly runs: SessionRuns;
}

type Complete<Name extends PanelQuestionName> = (
  asked: PanelQuestions[Name],
  held: Held,
) => Request<Name> | undefined | Promise<Request<Name>>;

/** The whole of each question; undefined where there is nothing to ask. */
const complete: { readonly [Name in PanelQuestionName]: Complete<Name> } = {
  point: (asked, { session }) => ({ session, ...asked }),
  plane: (asked, { session }) => ({ session, ...asked }),
  async landscape(asked, { session, settings: { start, window }, runs }) {
    await runs.fetch();
    const { axes, plane: laid, at = start } = asked;
    const [across, up] = laid ? [] : axes.map((index) => window?.[index]);
    const [x, y] = [asked.x ?? across, asked.y ?? up];
    return {
      ...{ ...asked, session, at, start, paths: runs.recordings.visited(axes) },
      ...(x && { x }),
      ...(y && { y }),
    };
  },
  rangeTest({ runId }, { session, settings }) {
    const options = optionsOf(runId, settings);
    return options && { session, runId, options, ...sharedOf(settings) };
  },
  sweep({ runId, ...asked }, { session, settings }) {
    const options = optionsOf(runId, settings);
    const { tolerance } = settings;
    return options && { session, options, tolerance, ...asked, ...sharedOf(settings) };
  },
};

function optionsOf(runId: string, { runs }: PanelSettings): RunOptions | undefined {
  return runs.find(({ id }) => id === runId)?.options;
}

/** Asks the runner what a panel wants to know; undefined where there is no answer, and the log then says why. */
export async function askRunner<Name extends PanelQuestionName>(
  name: Name,
  asked: PanelQuestions[Name],
  held: Held,
  { runner, log }: Pick<HostServices, "runner" | "log">,
): Promise<Answer<Name> | undefined> {
  const request = await complete[name](asked, held);
  if (!request) return undefined;
  const result = await runner.ask(name, request);
  if (result.ok) return result.value;
  if (result.problem.kind !== "stopped") log.info(`${name}: ${result.problem.message}`);
  return undefined;
}
