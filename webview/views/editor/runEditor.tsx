import { findOptimizer, optimizerOptions } from "../../store/catalogue";
import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panel";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { changeView, selectedRunId } from "../../store/view";
import { Button } from "../../ui/button";
import { Picker } from "../../ui/picker";
import { TextField } from "../../ui/textField";
import { say, sayOfCatalogue } from "../../words";
import { Resting } from "../resting";
import { Section } from "../section";
import { ControlName } from "./controlName";
import {
  changeOptimizer,
  changeOptions,
  changeRun,
  duplicateRun,
  moveRun,
  removeRun,
} from "./editRuns";
import { ExtraControls } from "./extraControls";
import { HyperparameterControls } from "./hyperparameterControls";
import { RunSchedule } from "./runSchedule";
import { StyleChoice } from "./styleChoice";

/** Everything that can be changed about the selected run. */
export function RunEditor(): JSX.Element {
  return <Resting name="editor">{editor}</Resting>;
}

function editor(): JSX.Element | null {
  const run = runs.value.find(({ id }) => id === selectedRunId.value);
  if (!run) return null;
  const { options } = run;
  const optimizer = findOptimizer(options.optimizer);
  return (
    <Section
      name="editor"
      class="editorSection"
      title={say("editor.title", { label: options.label })}
      tools={<RunTools run={run} />}
    >
      <div class="controls">
        <div class="control wide">
          <ControlName name={say("editor.optimizer")} />
          <Picker
            label={say("editor.optimizer")}
            search={say("editor.search")}
            none={(text) => say("editor.none", { text })}
            shown={optimizer?.label ?? options.optimizer}
            chosen={options.optimizer}
            options={optimizerOptions.value}
            onChoose={(id) => change({ runs: changeOptimizer(runs.value, run.id, id) })}
          />
        </div>
        <HyperparameterControls key={run.id} run={run} />
        <RunSchedule key={`${run.id} schedule`} run={run} />
      </div>
      {optimizer?.kind === "vector" ? (
        <p class="dim">{say("editor.coupling", { what: sayOfCatalogue(optimizer.coupling) })}</p>
      ) : null}
      <details class="more">
        <summary>{say("editor.more")}</summary>
        <div class="controls">
          <div class="control wide">
            <ControlName name={say("editor.label")} />
            <TextField
              label={say("editor.label")}
              value={options.label}
              onInput={(label) => {
                const short = label.trim().slice(0, 80);
                if (short !== "")
                  change({ runs: changeOptions(runs.value, run.id, { label: short }) });
              }}
            />
          </div>
          <StyleChoice
            style={run.style}
            onChoose={(style) => change({ runs: changeRun(runs.value, run.id, { style }) })}
          />
        </div>
        <ExtraControls key={run.id} run={run} />
      </details>
    </Section>
  );
}

function RunTools({ run }: { readonly run: PanelRun }): JSX.Element {
  const index = runs.value.findIndex(({ id }) => id === run.id);
  const last = runs.value.length - 1;
  const remove = (): void => {
    const next = removeRun(runs.value, run.id);
    const neighbour = next[Math.min(index, next.length - 1)];
    change({ runs: next });
    if (neighbour) changeView({ selectedRun: neighbour.id });
  };
  const duplicate = (): void => {
    const next = duplicateRun(runs.value, run.id);
    change({ runs: next });
    const copy = next[index + 1];
    if (copy) changeView({ selectedRun: copy.id });
  };
  return (
    <>
      <Button
        appearance="icon"
        label={say("editor.earlier")}
        disabled={index === 0}
        onClick={() => change({ runs: moveRun(runs.value, run.id, -1) })}
      >
        <span class="glyph">←</span>
      </Button>
      <Button
        appearance="icon"
        label={say("editor.later")}
        disabled={index === last}
        onClick={() => change({ runs: moveRun(runs.value, run.id, 1) })}
      >
        <span class="glyph">→</span>
      </Button>
      <button
        type="button"
        class="plain"
        aria-pressed={run.hidden}
        onClick={() => change({ runs: changeRun(runs.value, run.id, { hidden: !run.hidden }) })}
      >
        {say(run.hidden ? "editor.show" : "editor.hide")}
      </button>
      <button type="button" class="plain" onClick={duplicate}>
        {say("editor.duplicate")}
      </button>
      <button type="button" class="plain" disabled={last === 0} onClick={remove}>
        {say("editor.remove")}
      </button>
    </>
  );
}
