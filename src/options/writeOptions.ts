import type { Json5Value } from "../text/json5";
import { optimizerById } from "../optimizers/catalogue";
import { scheduleById } from "../schedules/catalogue";
import type { ScheduleOptions, ScheduleOptionValue } from "../schedules/schedule";
import { automaticLabel } from "./describeRun";
import type { RunOptions } from "./runOptions";

/** A run as a person would write it in `@simulate { runs: [ … ] }`: nothing that is at its default. */
export function writeRun(run: RunOptions, find = optimizerById): Record<string, Json5Value> {
  const optimizer = find(run.optimizer);
  const written: Record<string, Json5Value> = { optimizer: run.optimizer };
  if (!optimizer || run.label !== automaticLabel(optimizer, run.hyperparameters)) {
    written.label = run.label;
  }
  written.lr = run.lr;
  for (const [name, value] of Object.entries(run.hyperparameters)) {
    if (optimizer?.hyperparameters[name]?.default !== value) written[name] = value;
  }
  if (run.schedule.id !== "constant") written.schedule = writeSchedule(run.schedule);
  const hidden: Record<string, Json5Value> = {};
  for (const [name, value] of Object.entries(run.extras) as [string, number][]) {
    const isTaken = optimizer !== undefined && Object.hasOwn(optimizer.hyperparameters, name);
    (isTaken ? hidden : written)[name] = value;
  }
  if (Object.keys(hidden).length > 0) written.extras = hidden;
  return written;
}

function writeSchedule({ id, options }: ScheduleOptions): Json5Value {
  const declared = scheduleById(id)?.options ?? {};
  const entries = Object.entries(options).filter(([name, value]) => {
    const option = declared[name];
    return !(option && "default" in option && option.default === value);
  });
  if (entries.length === 0) return id;
  return { id, ...Object.fromEntries(entries.map(([name, value]) => [name, writeValue(value)])) };
}

function writeValue(value: ScheduleOptionValue): Json5Value {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    return (value as readonly (number | ScheduleOptions)[]).map((item) =>
      typeof item === "number" ? item : writeSchedule(item),
    );
  }
  return writeSchedule(value as ScheduleOptions);
}
