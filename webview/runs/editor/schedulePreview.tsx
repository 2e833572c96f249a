import type { JSX } from "preact";
import { scheduleById } from "../../../src/schedules/catalogue";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { startSchedule } from "../../../src/schedules/startSchedule";
import { formatCount, formatNumber } from "../../charts/numbers";
import { say } from "../../../l10n/words";
import { LinePlot } from "./linePlot";

const width = 200;
const height = 44;
/** Rates that are looked at; longer schedules are looked at in even strides. */
const samples = 200;

/** η^t over the run's steps, by the very function that the run calls. */
export function SchedulePreview(props: {
  readonly setting: ScheduleOptions;
  readonly lr: number;
  readonly steps: number;
}): JSX.Element | null {
  const { setting, lr, steps } = props;
  const schedule = scheduleById(setting.id);
  const rates = previewRates(setting, lr, steps);
  if (!schedule || !rates) return null;
  const finite = rates.values.filter(Number.isFinite);
  const high = Math.max(...finite);
  const label = say("editor.preview", {
    steps: formatCount(steps),
    from: formatNumber(Math.min(...finite), 3),
    to: formatNumber(high, 3),
  });
  const points = rates.values.map((rate, k) => {
    const x = (rates.at[k]! / Math.max(1, steps - 1)) * (width - 4) + 2;
    const y = height - 3 - (high > 0 ? rate / high : 0) * (height - 8);
    return [x, y] as const;
  });
  return (
    <figure class="preview">
      <LinePlot size={[width, height]} label={label} points={points} />
      <figcaption class="dim">
        {label}
        {schedule.kind === "loss" ? ` ${say("editor.preview.loss")}` : ""}
      </figcaption>
    </figure>
  );
}

/** Rates at evenly spread steps; every step is asked in order, since a schedule may keep count. */
function previewRates(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
): { readonly at: readonly number[]; readonly values: readonly number[] } | undefined {
  try {
    const running = startSchedule(setting, lr, steps);
    const count = Math.min(samples, Math.max(2, steps));
    const at = Array.from({ length: count }, (_, k) =>
      Math.round((k / (count - 1)) * Math.max(1, steps - 1)),
    );
    return { at, values: at.map((t) => running.rateAt(t)) };
  } catch {
    return undefined;
  }
}
