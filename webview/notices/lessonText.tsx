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
  if (chart !== undefined) bringIntoSight(chartSection({ id: chart }));
}

/** Milliseconds in which a section that unfolds gets its height. */
const unfolding = 1000;

/** Scrolls as far as it takes to see a section whole, also when it is higher a moment later. */
function bringIntoSight(name: string): void {
  const section = document.querySelector(`[data-section="${name}"]`);
  if (!section) return;
  const observer = new ResizeObserver(() => section.scrollIntoView({ block: "nearest" }));
  observer.observe(section);
  setTimeout(() => observer.disconnect(), unfolding);
}
