import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panel";
import { runs, settings } from "../../store/panelData";
import { change } from "../../store/requests";
import { changeOptions } from "./editRuns";
import { ScheduleEditor } from "./scheduleEditor";
import { SchedulePreview } from "./schedulePreview";

/** The schedule of a run with its options and a picture of η^t. */
export function RunSchedule({ run }: { readonly run: PanelRun }): JSX.Element {
  const { schedule, lr } = run.options;
  return (
    <div class="schedule">
      <ScheduleEditor
        setting={schedule}
        lr={lr}
        onChange={(next) => change({ runs: changeOptions(runs.value, run.id, { schedule: next }) })}
      />
      {schedule.id === "constant" ? null : (
        <SchedulePreview setting={schedule} lr={lr} steps={settings.value?.steps ?? 1} />
      )}
    </div>
  );
}
