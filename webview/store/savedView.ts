import * as v from "valibot";

const range = v.pipe(
  v.tuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())]),
  v.check(([from, to]) => from < to),
);
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const axisMode = v.picklist(["linear", "log", "symlog"]);

/** What `setState` keeps: how things are looked at, never what they are. */
const savedViewSchema = v.object({
  version: v.literal(1),
  /** Which function the step, windows and choices below belong to. */
  subject: v.optional(v.string()),
  /** The step cursor; absent: the last step. */
  step: v.optional(index),
  selectedRun: v.optional(v.string()),
  /** The parameter of the formula. */
  parameter: v.optional(index, 0),
  /** Parameters that the per-parameter charts show; absent: the first, or the first two. */
  chartParameters: v.optional(v.array(index)),
  spread: v.optional(v.boolean(), false),
  axes: v.optional(v.tuple([index, index]), [0, 1]),
  /** Absent: the plane of the trajectories for more than two parameters, else the map. */
  surfaceMode: v.optional(v.picklist(["map", "relief", "principal"])),
  surfaceWindow: v.optional(v.object({ x: range, y: range })),
  /** Are the parts of the selected run's step drawn at the cursor? */
  stepParts: v.optional(v.boolean(), false),
  turn: v.optional(v.tuple([v.number(), v.number()]), [-0.6, 0.7]),
  stepWindow: v.optional(range),
  stepAxis: v.optional(v.picklist(["linear", "log"]), "linear"),
  axisModes: v.optional(v.record(v.string(), axisMode), {}),
  /** Ranges of values that charts of a kind are zoomed to. */
  valueWindows: v.optional(v.record(v.string(), range), {}),
  /** Is the loss shown above the least that any run found? */
  lossGap: v.optional(v.boolean(), false),
  /** Kinds of charts whose lines are smoothed. */
  smooth: v.optional(v.array(v.string()), []),
  /** Kinds of charts whose log axis goes down to the least value, however far below the start's that is. */
  wholeAxes: v.optional(v.array(v.string()), []),
  /** Do charts keep to the end runs that blew up, however flat the others become? */
  wholeRuns: v.optional(v.boolean(), false),
  /** What the card beside the curves shows. */
  tab: v.optional(v.picklist(["findings", "formula", "results"]), "findings"),
  folded: v.optional(v.record(v.string(), v.boolean()), {}),
  /** How fast the cursor plays: all steps in a fixed time, evenly or logarithmically, or steps a second. */
  pace: v.optional(
    v.union([v.picklist(["whole", "log"]), v.pipe(v.number(), v.minValue(1), v.maxValue(1e6))]),
    "whole",
  ),
  table: v.optional(v.boolean(), false),
  /** What counts as close to the best loss, as a share of the way from the start. */
  withinBest: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.01),
  /** Hyperparameters that change in every run at once. */
  linked: v.optional(v.array(v.string()), []),
});

export type SavedView = v.InferOutput<typeof savedViewSchema>;

/** The view of a panel that was never touched. */
export const freshView: SavedView = v.parse(savedViewSchema, { version: 1 });

/** Reads what `setState` kept. `corrupt` says that something was there and could not be read. */
export function readSavedView(saved: unknown): {
  readonly view: SavedView;
  readonly corrupt: boolean;
} {
  if (saved === undefined || saved === null) return { view: freshView, corrupt: false };
  const kept = typeof saved === "object" && "view" in saved ? saved.view : undefined;
  const result = v.safeParse(savedViewSchema, kept);
  return result.success
    ? { view: result.output, corrupt: false }
    : { view: freshView, corrupt: true };
}
