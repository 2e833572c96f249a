import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { brokenRuns, runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { showToast } from "../../store/toast";
import { changeView } from "../../store/view";
import { GlyphButton } from "../../ui/iconButton";
import { PlainButton } from "../../ui/plainButton";
import { openPopover } from "../../ui/popover";
import { say } from "../../../l10n/words";
import { sweepPopover } from "./sweepPopover";
import { duplicateRun, moveRun, removeRun, toggleHidden } from "../../store/editRuns";

/** What can be done with a run as a whole. */
export function RunTools({ run }: { readonly run: PanelRun }): JSX.Element {
  const index = runs.value.findIndex(({ id }) => id === run.id);
  const last = runs.value.length - 1;
  const remove = (): void => {
    const next = removeRun(runs.value, run.id);
    const neighbour = next[Math.min(index, next.length - 1)];
    change({ runs: next });
    showToast(say("toast.removed", { run: run.options.label }));
    if (neighbour) changeView({ selectedRun: neighbour.id });
  };
  const duplicate = (): void => {
    const next = duplicateRun(runs.value, run.id, brokenRuns.value);
    change({ runs: next });
    const copy = next[index + 1];
    if (copy) changeView({ selectedRun: copy.id });
  };
  return (
    <div class="runTools">
      <GlyphButton
        glyph="←"
        name={say("editor.earlier")}
        disabled={index === 0}
        onClick={() => change({ runs: moveRun(runs.value, run.id, -1) })}
      />
      <GlyphButton
        glyph="→"
        name={say("editor.later")}
        disabled={index === last}
        onClick={() => change({ runs: moveRun(runs.value, run.id, 1) })}
      />
      <PlainButton
        aria-pressed={run.hidden}
        onClick={() => change({ runs: toggleHidden(runs.value, run.id) })}
      >
        {say(run.hidden ? "editor.show" : "editor.hide")}
      </PlainButton>
      <PlainButton onClick={() => openPopover(sweepPopover)}>{say("editor.sweep")}</PlainButton>
      <PlainButton onClick={duplicate}>{say("editor.duplicate")}</PlainButton>
      <PlainButton disabled={last === 0} onClick={remove}>
        {say("editor.remove")}
      </PlainButton>
    </div>
  );
}
