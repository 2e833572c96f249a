import { batch } from "@preact/signals";
import type { JSX } from "preact";
import { chartSection } from "../charts/chartKinds";
import { codeSettings, runs, shownFunction } from "../store/panelData";
import { change } from "../store/requests";
import { moveTo, showSteps } from "../store/stepWindow";
import { changeView, look } from "../store/view";
import { piecesOf, readAction, type Linked } from "./lessonLinks";

/** A text of a lesson, whose links do what they say; a link that has nothing to do here is text. */
export function LessonText({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {piecesOf(text).map(({ text: words, action }) => {
        const linked = action === undefined ? {} : linkedNow(action);
        return Object.keys(linked).length === 0 ? (
          words
        ) : (
          <button key={words} type="button" class="lessonLink" onClick={() => follow(action!)}>
            {words}
          </button>
        );
      })}
    </>
  );
}

function linkedNow(action: string): Linked {
  const code = codeSettings.value;
  const name = shownFunction.value?.name;
  return code && name !== undefined ? readAction(action, { name, code, runs: runs.value }) : {};
}

function follow(action: string): void {
  const { selectedRun, change: wanted, step, axis, chart, parameters, zoom } = linkedNow(action);
  batch(() => {
    if (selectedRun !== undefined) changeView({ selectedRun });
    if (axis) changeView({ axisModes: { ...look("axisModes"), [axis[0]]: axis[1] } });
    if (parameters) changeView({ chartParameters: [...parameters] });
    if (chart !== undefined) {
      changeView({ folded: { ...look("folded"), [chartSection({ id: chart })]: false } });
    }
    if (wanted) change(wanted);
    if (zoom) showSteps(...zoom);
    if (step !== undefined) moveTo(step);
  });
  if (chart !== undefined) requestAnimationFrame(() => bringIntoSight(chartSection({ id: chart })));
}

function bringIntoSight(section: string): void {
  document.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: "nearest" });
}
