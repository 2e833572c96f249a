import * as v from "valibot";
import type { RunOptions } from "../options/runOptions";
import { shortText } from "./values";

const runShape = v.looseObject({
  optimizer: shortText,
  label: shortText,
  lr: v.number(),
  hyperparameters: v.record(shortText, v.union([v.number(), v.boolean(), shortText])),
  schedule: v.looseObject({ id: shortText, options: v.record(shortText, v.unknown()) }),
  extras: v.record(shortText, v.unknown()),
});

/** Options of a run are plain data here; what they mean is checked like those of a comment (`options/checkRun.ts`). */
export const writtenRun = v.custom<RunOptions>((options) => v.is(runShape, options));
