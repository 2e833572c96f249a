import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { findOptimizer } from "../../store/catalogue";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { TextField } from "../../ui/textField";
import { sayOfCatalogue } from "../../../l10n/catalogue";
import { say } from "../../../l10n/words";
import { ControlName } from "../../parts/controlName";
import { useDraftText } from "../../parts/draftText";
import type { Draft } from "./draft";
import { changeOptions, changeRun } from "../../store/editRuns";
import { ArgumentRates } from "./argumentRates";
import { ExtraControls } from "./extraControls";
import { HyperparameterControls } from "./hyperparameterControls";
import { RunSchedule } from "./runSchedule";
import { RunTools } from "./runTools";
import { StyleChoice } from "./styleChoice";
import "./runOptions.css";

/** Everything that can be changed about a run beside its optimizer, its rate and the kind of its schedule. */
export function RunOptions(props: {
  readonly run: PanelRun;
  readonly schedule: Draft<ScheduleOptions>;
}): JSX.Element {
  const { run, schedule } = props;
  const optimizer = findOptimizer(run.options.optimizer);
  return (
    <>
      <RunTools run={run} />
      <div class="controls">
        <HyperparameterControls run={run} />
        <RunSchedule draft={schedule} lr={run.options.lr} />
      </div>
      <ArgumentRates run={run} />
      {optimizer?.kind === "vector" ? (
        <p class="dim">{say("editor.coupling", { what: sayOfCatalogue(optimizer.coupling) })}</p>
      ) : null}
      <details class="more" data-control="look">
        <summary>{say("editor.more")}</summary>
        <div class="controls">
          <RunName run={run} />
          <StyleChoice
            style={run.style}
            onChoose={(style) => change({ runs: changeRun(runs.value, run.id, { style }) })}
          />
        </div>
        <ExtraControls run={run} />
      </details>
    </>
  );
}

function RunName({ run }: { readonly run: PanelRun }): JSX.Element {
  // A space at the end is the beginning of the next word.
  const typed = useDraftText();
  return (
    <div class="control wide">
      <ControlName name={say("editor.label")} />
      <TextField
        label={say("editor.label")}
        value={typed.value ?? run.options.label}
        onInput={(label) => {
          typed.value = label;
          const short = label.trim().slice(0, 80);
          if (short !== "") change({ runs: changeOptions(runs.value, run.id, { label: short }) });
        }}
        onCommit={() => {
          typed.value = undefined;
        }}
      />
    </div>
  );
}
