import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { runs, settings } from "../../store/panelData";
import { change } from "../../store/requests";
import { changeOptions } from "../../store/editRuns";
import { CombinationFault } from "./combinationFault";
import { useDraft, type Draft } from "./draft";
import { ScheduleOptionControls } from "./scheduleEditor";
import { scheduleFault } from "./scheduleFault";
import { SchedulePreview } from "./schedulePreview";

/** A run's schedule as it is being put together: a change that does not fit yet waits for its partner. */
export function useScheduleDraft({ id, options }: PanelRun): Draft<ScheduleOptions> {
  return useDraft(options.schedule, scheduleFault, (schedule) =>
    change({ runs: changeOptions(runs.value, id, { schedule }) }),
  );
}

/** The options of a run's schedule with a picture of η^t. */
export function RunSchedule(props: {
  readonly draft: Draft<ScheduleOptions>;
  readonly lr: number;
}): JSX.Element {
  const { draft, lr } = props;
  const { shown, fault } = draft;
  return (
    <div class="schedule">
      <ScheduleOptionControls setting={shown} lr={lr} onChange={draft.change} />
      <CombinationFault text={fault} />
      {shown.id === "constant" || fault !== undefined ? null : (
        <SchedulePreview setting={shown} lr={lr} steps={settings.value?.steps ?? 1} />
      )}
    </div>
  );
}
