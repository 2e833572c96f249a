import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panel";
import { runs, settings } from "../../store/panelData";
import { change } from "../../store/requests";
import { changeOptions } from "./editRuns";
import { CombinationFault } from "./combinationFault";
import { useDraft } from "./draft";
import { ScheduleEditor } from "./scheduleEditor";
import { scheduleFault } from "./scheduleFault";
import { SchedulePreview } from "./schedulePreview";

/** The schedule of a run with its options and a picture of η^t. */
export function RunSchedule({ run }: { readonly run: PanelRun }): JSX.Element {
  const { schedule, lr } = run.options;
  const {
    shown,
    fault,
    change: changeSchedule,
  } = useDraft(schedule, scheduleFault, (next) =>
    change({ runs: changeOptions(runs.value, run.id, { schedule: next }) }),
  );
  return (
    <div class="schedule">
      <ScheduleEditor setting={shown} lr={lr} onChange={changeSchedule} />
      <CombinationFault text={fault} />
      {shown.id === "constant" || fault !== undefined ? null : (
        <SchedulePreview setting={shown} lr={lr} steps={settings.value?.steps ?? 1} />
      )}
    </div>
  );
}
