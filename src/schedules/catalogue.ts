import * as builtIn from "./index";
import type { Schedule, ScheduleFamily } from "./schedule";

/** Families in the order in which lists show them. */
export const scheduleFamilyLabels: Readonly<Record<ScheduleFamily, string>> = {
  plain: "Constant",
  decay: "Decay",
  warmup: "Warm-up",
  cycle: "Cycles",
  loss: "By the loss",
  combination: "Combinations",
};

const families = Object.keys(scheduleFamilyLabels);

/** The schedules in the order of lists: by family, then label. */
export const schedules: readonly Schedule[] = Object.values(builtIn).sort(
  (a, b) =>
    families.indexOf(a.family) - families.indexOf(b.family) || a.label.localeCompare(b.label),
);

const byId = new Map(schedules.map((schedule) => [schedule.id, schedule]));

export function scheduleById(id: string): Schedule | undefined {
  return byId.get(id);
}
