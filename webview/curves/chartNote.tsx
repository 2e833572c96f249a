import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { chartSection, type ChartKind } from "../charts/chartKinds";
import { formatNumber } from "../charts/numbers";
import { startHeld } from "../store/startHeld";
import { valueKey } from "../store/valueKey";
import { changeView, look } from "../store/view";
import { say } from "../../l10n/words";
import { Resting } from "../parts/resting";
import { chartSignals, modeSignal } from "./chartSignals";
import { showAllValues } from "./valueWindow";

interface ChartNoteProps {
  readonly kind: ChartKind;
  readonly parameter: number;
}

/** What the axis cannot show, said under the chart; over it, where it comes while the start is dragged: no place comes or goes then. */
export function ChartNote(props: ChartNoteProps): JSX.Element {
  const { kind, parameter } = props;
  /** What was on the axis when it last ended above its least values. */
  const ended = useRef<string>();
  const hasPlace = useRef(false);
  const placed = (): JSX.Element | null => {
    const shown = valueKey([look("subject"), look("lossGap"), modeSignal(kind).value]);
    if (chartSignals(kind, parameter).floor.value !== undefined) ended.current = shown;
    const told = note(props);
    if (!startHeld.value) hasPlace.current = told !== null || ended.current === shown;
    if (hasPlace.current) return told ?? <EmptyNote />;
    return told && <div class="noteOver">{told}</div>;
  };
  return <Resting name={chartSection(kind)}>{placed}</Resting>;
}

/** Keeps the place of a note about the floor, which comes and goes while a start is dragged: nothing moves for it. */
function EmptyNote(): JSX.Element {
  return (
    <p class="chartNote" aria-hidden="true">
      {"\u00a0"}
    </p>
  );
}

function note({ kind, parameter }: ChartNoteProps): JSX.Element | null {
  const chart = chartSignals(kind, parameter);
  const notes = chart.notes.value;
  const zoomed = chart.zoomed.value;
  const floor = chart.floor.value;
  // Once for all charts, under the first.
  const leaving = kind.id === "loss" ? chart.leaving.value : "";
  if (notes === "" && floor === undefined && !zoomed && leaving === "") return null;
  return (
    <p class="chartNote dim">
      {notes === "" ? null : <span>{notes}</span>}
      {zoomed ? (
        <span>
          {say("charts.note.zoomed")}
          <button type="button" class="textButton" onClick={() => showAllValues(kind.id)}>
            {say("charts.values.all")}
          </button>
        </span>
      ) : null}
      {leaving === "" ? null : <LeavingNote runs={leaving} />}
      {floor === undefined ? null : <FloorNote kind={kind.id} floor={floor} />}
    </p>
  );
}

/** Which runs leave the charts, and the way to see them whole. */
function LeavingNote({ runs }: { readonly runs: string }): JSX.Element {
  const whole = look("wholeRuns");
  return (
    <span class="floorNote">
      {whole ? null : say("charts.note.leaving", { runs })}
      <button type="button" class="textButton" onClick={() => changeView({ wholeRuns: !whole })}>
        {say(whole ? "charts.leaving.end" : "charts.leaving.show")}
      </button>
    </span>
  );
}

/** What lies on the floor of the axis, and the way to see it. */
function FloorNote(props: { readonly kind: string; readonly floor: number }): JSX.Element {
  const { kind, floor } = props;
  const chosen = look("wholeAxes");
  const whole = chosen.includes(kind);
  const toggle = (): void =>
    changeView({ wholeAxes: whole ? chosen.filter((one) => one !== kind) : [...chosen, kind] });
  return (
    <span class="floorNote">
      {whole ? null : say("charts.note.floor", { floor: formatNumber(floor, 2) })}
      <button type="button" class="textButton" onClick={toggle}>
        {say(whole ? "charts.floor.end" : "charts.floor.show")}
      </button>
    </span>
  );
}
