import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { scheduleById } from "../../../src/schedules/catalogue";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { findOptimizer, optimizerOptions } from "../../store/catalogue";
import { runs } from "../../store/panelData";
import { watchSight } from "../../store/sight";
import { selectedRunId } from "../../store/view";
import { Picker } from "../../ui/picker";
import { openPopover, Popover } from "../../ui/popover";
import { say } from "../../../l10n/words";
import { Resting } from "../../parts/resting";
import { changeToOptimizer } from "./firstRate";
import { RateControl } from "./rateControl";
import { RunOptions } from "./runOptions";
import { useScheduleDraft } from "./runSchedule";
import { SchedulePicker } from "./scheduleEditor";
import "./runEditor.css";

/** The selected run on one line: what is changed most, and a button for everything else. */
export function RunEditor(): JSX.Element {
  const line = useRef<HTMLElement>(null);
  useEffect(() => watchSight("editor", line.current!), []);
  return (
    <section class="runLine" data-section="editor" aria-label={say("editor.title")} ref={line}>
      <Resting name="editor">
        {() => {
          const run = runs.value.find(({ id }) => id === selectedRunId.value);
          return run ? <RunLine key={run.id} run={run} /> : null;
        }}
      </Resting>
    </section>
  );
}

/** Under this name the popover of a run's options opens. */
const optionsPopover = "run";

function RunLine({ run }: { readonly run: PanelRun }): JSX.Element {
  const { options } = run;
  const schedule = useScheduleDraft(run);
  const changeSchedule = (next: ScheduleOptions): void => {
    schedule.change(next);
    if (Object.keys(scheduleById(next.id)?.options ?? {}).length > 0) openPopover(optionsPopover);
  };
  return (
    <>
      <Picker
        label={say("editor.optimizer")}
        search={say("editor.search")}
        shown={findOptimizer(options.optimizer)?.label ?? options.optimizer}
        chosen={options.optimizer}
        options={optimizerOptions.value}
        onChoose={(id) => changeToOptimizer(run.id, id)}
      />
      <RateControl run={run} />
      <SchedulePicker
        name={say("editor.schedule")}
        setting={schedule.shown}
        onChange={changeSchedule}
      />
      <Popover
        name={optionsPopover}
        icon="settings"
        label={say("editor.options", { label: options.label })}
        class="atLeft"
      >
        {() => <RunOptions run={run} schedule={schedule} />}
      </Popover>
    </>
  );
}
