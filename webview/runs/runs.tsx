import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { runNotice } from "../../src/options/runNotice";
import type { BrokenPanelRun } from "../../src/protocol/panel";
import { withBroken } from "../../src/protocol/runList";
import { formatNumber } from "../charts/numbers";
import { brokenRuns, runs, shownFunction, status, type RunResult } from "../store/panelData";
import { toldResults } from "../store/toldResults";
import { optimizerOptions } from "../store/catalogue";
import { isNarrow } from "../store/layout";
import { changeView, selectedRunId } from "../store/view";
import { host } from "../store/connection";
import { change } from "../store/requests";
import { watchSight } from "../store/sight";
import { Picker } from "../ui/picker";
import { sayOfCatalogue } from "../../l10n/catalogue";
import { say } from "../../l10n/words";
import { toggleHidden } from "../store/editRuns";
import { addFittingRun } from "./editor/firstRate";
import { stopText } from "../parts/runStop";
import { Resting } from "../parts/resting";
import { chipEnd, chipName } from "./chipText";
import { Swatch } from "../parts/swatch";
import "./runs.css";

/** Which menu of the manifest a click with the other button opens. */
const runMenu = { webviewSection: "run", preventDefaultContextMenuItems: true };

/** The runs, which are the legend of every picture. */
export function Runs(): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => watchSight("runs", box.current!), []);
  return <Resting name="runs">{() => pills(box)}</Resting>;
}

function pills(box: RefObject<HTMLDivElement>): JSX.Element {
  const all = withBroken(toldResults.value, brokenRuns.value);
  return (
    <>
      <div
        class={`runs ${status.value === "stale" ? "stale" : ""} ${all.length <= 4 ? "few" : ""} ${isNarrow.value ? "stacked" : ""}`}
        role="group"
        aria-label={say("runs.title")}
        ref={box}
      >
        {all.map((one) =>
          "fault" in one ? (
            <BrokenPill key={one.id} run={one} />
          ) : (
            <RunPill key={one.run.id} result={one} />
          ),
        )}
        <AddRun />
      </div>
      <Notices />
    </>
  );
}

/** What an optimizer has to say about this function, such as that it has no matrices for Muon. */
function Notices(): JSX.Element {
  const shapes = shownFunction.value?.shapes ?? [];
  return (
    <>
      {runs.value.map(({ id, options, hidden }) => {
        const notice = hidden ? undefined : runNotice(options, shapes);
        return notice === undefined ? null : (
          <p key={id} class="runNotice dim" role="note" data-run={id}>
            {options.label}: {sayOfCatalogue(notice)}
          </p>
        );
      })}
    </>
  );
}

function AddRun(): JSX.Element {
  return (
    <Picker
      label={say("runs.add")}
      search={say("editor.search")}
      options={optimizerOptions.value}
      onChoose={addFittingRun}
    />
  );
}

/** A run that is not computed: what is wrong with it, and the way to where it is written. */
function BrokenPill({ run }: { readonly run: BrokenPanelRun }): JSX.Element {
  const { label, fault } = run;
  return (
    <span class="run brokenRun">
      <button
        type="button"
        class="runChoose"
        title={say("runs.broken.help", { run: label, fault })}
        onClick={() => void host().revealFunction.asEvent()}
      >
        <Swatch style={run.style} />
        <span class="runLabel">{label}</span>
        <span class="bad runFault oneLine">{fault}</span>
      </button>
    </span>
  );
}

function RunPill({ result: { run, series } }: { readonly result: RunResult }): JSX.Element {
  const selected = selectedRunId.value === run.id;
  const { text, failed, isMedian = false, title } = chipEnd(series);
  const { label } = run.options;
  const { short, bracket, endsInNumber } = chipName(
    label,
    runs.value.map(({ options }) => options.label),
  );
  const ended = !run.hidden && series?.stop !== undefined && !failed;
  const end = run.hidden ? say("runs.hidden") : failed ? "" : stopText(series);
  const hide = say(run.hidden ? "runs.show" : "runs.hide", { run: run.options.label });
  return (
    <span
      class={`run ${selected ? "selected" : ""} ${run.hidden ? "hiddenRun" : ""}`}
      data-vscode-context={JSON.stringify({ ...runMenu, runId: run.id })}
    >
      <button
        type="button"
        class="runSwatch"
        aria-label={hide}
        title={hide}
        onClick={() => change({ runs: toggleHidden(runs.value, run.id) })}
      >
        <Swatch style={run.style} />
      </button>
      <button
        type="button"
        class="runChoose"
        data-run={run.id}
        title={label}
        aria-pressed={selected}
        onClick={() => changeView({ selectedRun: run.id })}
      >
        <span class="runLabel">
          {short}
          {bracket === "" ? null : <span class="runBracket">{bracket}</span>}
        </span>
        <span class="dim runRate">
          {run.options.byArgument?.lr ? "η ≤" : "η"} {formatNumber(run.options.lr, 3)}
        </span>
        {failed || text === "" ? null : (
          <span class={`dim lossName ${isMedian || endsInNumber ? "needed" : ""}`}>
            {isMedian ? say("runs.median.sign") : "L"}
          </span>
        )}
        <span class={`number ${failed ? "bad" : ""}`} title={title}>
          {text}
        </span>
        {end === "" ? null : <span class={`dim ${ended ? "runSteps" : ""}`}>{end}</span>}
      </button>
    </span>
  );
}
