import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { CurveArea } from "../charts/curveMarks";
import { say } from "../../l10n/words";
import type { ChartContent } from "./chartModel";
import { showAllValues, showValues } from "./valueWindow";

/** Pixels that a drag must go to be one. */
const slack = 4;

/** The axis of values: dragging along it zooms to the values passed over, a double click shows all. */
export function AxisGrip(props: {
  readonly kind: string;
  readonly content: ReadonlySignal<ChartContent>;
  readonly area: () => CurveArea | undefined;
}): JSX.Element {
  const { kind, content, area } = props;
  const pressed = useRef<number>();
  const heightOf = (event: PointerEvent & { readonly currentTarget: Element }): number => {
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const { top = 0, height = 1 } = area() ?? {};
    return Math.max(top, Math.min(top + height, y));
  };
  const mark = (element: HTMLElement, from = 0, to = 0): void => {
    element.style.setProperty("--from", `${Math.min(from, to)}px`);
    element.style.setProperty("--to", `${Math.max(from, to)}px`);
  };
  return (
    <span
      class="axisGrip"
      aria-hidden="true"
      title={say("charts.values.drag")}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        pressed.current = heightOf(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        event.stopPropagation();
      }}
      onPointerMove={(event) => {
        if (pressed.current === undefined) return;
        event.stopPropagation();
        mark(event.currentTarget, pressed.current, heightOf(event));
      }}
      onPointerUp={(event) => {
        const [from, to] = [pressed.current, heightOf(event)];
        pressed.current = undefined;
        mark(event.currentTarget);
        const { top, height } = area() ?? {};
        if (from === undefined || top === undefined || Math.abs(to - from) < slack) return;
        const shown = content.peek();
        const valueAt = (y: number): number =>
          shown.y[1] - ((y - top) / height!) * (shown.y[1] - shown.y[0]);
        showValues(kind, shown, [valueAt(from), valueAt(to)]);
      }}
      onPointerCancel={(event) => {
        pressed.current = undefined;
        mark(event.currentTarget);
      }}
      onDblClick={(event) => {
        event.stopPropagation();
        showAllValues(kind);
      }}
    />
  );
}
