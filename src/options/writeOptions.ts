import type { Json5Value } from "../text/json5";
import { optimizerById } from "../optimizers/catalogue";
import { scheduleById } from "../schedules/catalogue";
import type { ScheduleOptions, ScheduleOptionValue } from "../schedules/schedule";
import { automaticLabel } from "./describeRun";
import type { Extras, NumbersByArgument, RunOptions } from "./runOptions";

/** A run as a person would write it in `@simulate { runs: [ … ] }`: nothing that is at its default. */
export function writeRun(run: RunOptions, find = optimizerById): Record<string, Json5Value> {
  const optimizer = find(run.optimizer);
  const written: Record<string, Json5Value> = { optimizer: run.optimizer };
  if (!optimizer || run.label !== automaticLabel(optimizer, run.hyperparameters)) {
    written.label = run.label;
  }
  const { byArgument = {} } = run;
  written.lr = writeNumbers(byArgument.lr) ?? run.lr;
  for (const [name, value] of Object.entries(run.hyperparameters)) {
    const own = name === "weightDecay" ? writeNumbers(byArgument.weightDecay) : undefined;
    if (own ?? optimizer?.hyperparameters[name]?.default !== value) written[name] = own ?? value;
  }
  if (run.schedule.id !== "constant") written.schedule = writeSchedule(run.schedule);
  const hidden: Record<string, Json5Value> = {};
  const extras = Object.entries(run.extras) as [keyof Extras, number][];
  for (const [name, value] of extras) {
    const isTaken = optimizer !== undefined && Object.hasOwn(optimizer.hyperparameters, name);
    const own = name in byArgument ? byArgument[name as keyof typeof byArgument] : undefined;
    (isTaken ? hidden : written)[name] = writeNumbers(own) ?? value;
  }
  if (Object.keys(hidden).length > 0) written.extras = hidden;
  return written;
}

/** Numbers by argument; in a list where they are by place. */
function writeNumbers(numbers: NumbersByArgument | undefined): Json5Value | undefined {
  if (!numbers) return undefined;
  const isList = Object.keys(numbers).every((key, place) => key === String(place));
  return isList ? Object.values(numbers) : { ...numbers };
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
