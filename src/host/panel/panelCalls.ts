import * as v from "valibot";
import type { PanelHost } from "../../protocol/panel";
import { curveNames } from "../../protocol/series";
import { questionSchemas, searchSchema } from "../session/questions";
import { count, finite, positive, shortText, vector } from "../session/schemas";

/** Options of a run are plain data here; what they mean is validated like those of a comment. */
const runOptions = v.looseObject({
  optimizer: shortText,
  label: shortText,
  lr: v.number(),
  hyperparameters: v.record(shortText, v.union([v.number(), v.boolean(), shortText])),
  schedule: v.looseObject({ id: shortText, options: v.record(shortText, v.unknown()) }),
  extras: v.record(shortText, v.unknown()),
});

const run = v.strictObject({
  id: shortText,
  options: runOptions,
  style: count(1000),
  hidden: v.boolean(),
  dash: v.optional(v.nullable(v.union([count(100), shortText]))),
});

const change = v.strictObject({
  start: v.optional(vector),
  steps: v.optional(count(10_000_000)),
  seed: v.optional(count(2 ** 32)),
  tolerance: v.optional(v.pipe(finite, v.minValue(0))),
  noise: v.optional(v.pipe(finite, v.minValue(0))),
  batchSize: v.optional(count(10_000_000)),
  seeds: v.optional(v.pipe(count(1000), v.minValue(1))),
  jitter: v.optional(v.pipe(finite, v.minValue(0))),
  runs: v.optional(v.pipe(v.array(run), v.maxLength(50))),
});

const seriesRequest = v.strictObject({
  from: v.pipe(finite, v.minValue(0)),
  to: v.pipe(finite, v.minValue(0)),
  buckets: v.pipe(count(20_000), v.minValue(1)),
  parameters: v.optional(v.pipe(v.array(count(1_000_000)), v.maxLength(100))),
  curves: v.optional(v.pipe(v.array(v.picklist(curveNames)), v.maxLength(curveNames.length))),
  path: v.optional(
    v.strictObject({
      axes: v.strictTuple([count(1_000_000), count(1_000_000)]),
      tolerance: v.strictTuple([positive, positive]),
    }),
  ),
  bands: v.optional(v.boolean()),
});

const detailRequest = v.strictObject({
  step: v.optional(v.pipe(finite, v.minValue(0), v.maxValue(1e9))),
  formula: v.optional(shortText),
  parameter: v.optional(count(1_000_000)),
  withinShare: v.pipe(finite, v.minValue(0), v.maxValue(1)),
});

/** The arguments of every call that the webview may make; a call that is not here does not exist. */
const calls: Record<keyof PanelHost, v.GenericSchema> = {
  ready: v.union([v.strictTuple([]), v.strictTuple([v.unknown()])]),
  change: v.strictTuple([change]),
  resetSettings: v.strictTuple([]),
  rerun: v.strictTuple([]),
  stop: v.strictTuple([]),
  setPaused: v.strictTuple([v.boolean()]),
  setLocked: v.strictTuple([v.boolean()]),
  series: v.strictTuple([seriesRequest]),
  details: v.strictTuple([detailRequest]),
  rows: v.strictTuple([v.pipe(finite, v.minValue(0), v.maxValue(1e9))]),
  ask: v.union(
    Object.entries(questionSchemas).map(([name, asked]) => v.strictTuple([v.literal(name), asked])),
  ),
  sweepables: v.strictTuple([shortText]),
  revealFunction: v.strictTuple([]),
  revealProblem: v.strictTuple([]),
  saveToCode: v.strictTuple([]),
  copyCode: v.strictTuple([shortText, v.picklist(["pytorch", "optax", "keras"])]),
  copySearch: v.strictTuple([searchSchema, v.picklist(["optuna", "ray"])]),
  copyText: v.strictTuple([v.pipe(v.string(), v.maxLength(50_000_000))]),
  exportData: v.strictTuple([v.picklist(["csv", "json"])]),
  exportPicture: v.strictTuple([
    v.picklist(["png", "svg"]),
    shortText,
    v.pipe(v.instance(Uint8Array), v.maxLength(100_000_000)),
  ]),
  openExample: v.strictTuple([]),
  openLesson: v.strictTuple([shortText]),
  manageTrust: v.strictTuple([]),
  log: v.strictTuple([v.pipe(v.string(), v.maxLength(10_000))]),
};

const request = v.object({
  t: v.literal("q"),
  m: v.picklist(Object.keys(calls) as [string, ...string[]]),
  a: v.array(v.unknown()),
});
const response = v.object({ t: v.literal("s") });

/** Why a message of the webview is not acted on; undefined when it is sound. */
export function faultOfMessage(message: unknown): string | undefined {
  if (v.is(response, message)) return undefined;
  const call = v.safeParse(request, message);
  if (!call.success) return `not a call: ${v.summarize(call.issues)}`;
  const { m: name, a: values } = call.output;
  const checked = v.safeParse(calls[name as keyof PanelHost], values);
  return checked.success ? undefined : `${name}: ${v.summarize(checked.issues)}`;
}

/** Why a saved change of the settings cannot be used; undefined when it is sound. */
export function faultOfChange(value: unknown): string | undefined {
  const checked = v.safeParse(change, value);
  return checked.success ? undefined : v.summarize(checked.issues);
}
