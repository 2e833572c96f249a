import * as v from "valibot";
import type { PanelHost } from "../../protocol/panel";
import { curveNames } from "../../protocol/series";

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));
const shortText = v.pipe(v.string(), v.maxLength(300));
const range = v.strictTuple([finite, finite]);
const vector = v.pipe(v.array(finite), v.maxLength(1_000_000));

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
  runs: v.optional(v.pipe(v.array(run), v.maxLength(50))),
});

const floats = v.pipe(
  v.instance(Float64Array),
  v.maxLength(1_000_000),
  v.check((values) => values.every(Number.isFinite)),
);
const plane = v.strictObject({ origin: floats, u: floats, v: floats });

const landscapeRequest = v.strictObject({
  axes: v.union([
    v.strictTuple([count(1_000_000)]),
    v.strictTuple([count(1_000_000), count(1_000_000)]),
  ]),
  x: v.optional(range),
  y: v.optional(range),
  columns: count(1000),
  rows: count(1000),
  at: v.optional(vector),
  plane: v.optional(plane),
});

const planeRequest = v.strictObject({
  runs: v.pipe(v.array(shortText), v.maxLength(50)),
  selected: shortText,
  plane: v.optional(plane),
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

const named = <Kind extends string>(kind: Kind) =>
  v.strictObject({ kind: v.literal(kind), name: shortText });

const sweepAxis = v.strictObject({
  target: v.union([
    v.strictObject({ kind: v.picklist(["lr", "seed"]) }),
    v.strictObject({ kind: v.literal("start"), index: count(1_000_000) }),
    named("hyperparameter"),
    named("extra"),
    named("schedule"),
  ]),
  values: v.pipe(v.array(finite), v.minLength(1), v.maxLength(1000)),
});

const sweep = v.strictObject({
  axes: v.pipe(v.array(sweepAxis), v.minLength(1), v.maxLength(2)),
  measure: v.union([
    v.strictObject({ kind: v.picklist(["end", "lowest"]) }),
    v.strictObject({ kind: v.literal("steps"), target: finite }),
  ]),
  from: count(1_000_000),
  patience: v.pipe(finite, v.minValue(0), v.maxValue(1000)),
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
  point: v.strictTuple([floats]),
  plane: v.strictTuple([planeRequest]),
  landscape: v.strictTuple([landscapeRequest]),
  rangeTest: v.strictTuple([shortText]),
  sweepables: v.strictTuple([shortText]),
  sweep: v.strictTuple([shortText, sweep]),
  revealFunction: v.strictTuple([]),
  revealProblem: v.strictTuple([]),
  saveToCode: v.strictTuple([]),
  copyCode: v.strictTuple([shortText, v.picklist(["pytorch", "optax", "keras"])]),
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
