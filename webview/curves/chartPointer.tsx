import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { curveInsets } from "../charts/curvePicture";
import { goToStep, hoverStep } from "../store/view";
import { stepAt } from "../store/stepAxis";
import { hoveredChart } from "./chartValues";
import { panSteps, showSteps, zoomSteps } from "../store/stepWindow";
import { selectNothing } from "../parts/selectNothing";
import { wheelFactor } from "../parts/wheelZoom";

interface Place {
  readonly canvas: HTMLElement;
  readonly share: number;
}

/** Which chart an event is over, and where across it; undefined beside the plot. */
function placeOf(event: MouseEvent): Place | undefined {
  const canvas = (event.target as Element).closest<HTMLElement>(".chartCanvas");
  if (!canvas) return undefined;
  const box = canvas.getBoundingClientRect();
  const inner = box.width - curveInsets.left - curveInsets.right;
  const share = (event.clientX - box.left - curveInsets.left) / inner;
  if (share < -0.02 || share > 1.02) return undefined;
  return { canvas, share: Math.max(0, Math.min(1, share)) };
}

/**
 * Follows the pointer over the charts: hovering reads exact values, pressing moves the step cursor, Shift and dragging
 * zooms to the steps passed over, Ctrl and the wheel zoom, Shift and the wheel pan, a double click shows all steps.
 */
export function ChartPointer({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const selection = useRef<number>();
  const pressed = useRef(false);
  const area = useRef<HTMLDivElement>(null);
  const leave = (): void => {
    hoverStep.value = undefined;
    hoveredChart.value = undefined;
  };
  const mark = (from: number | undefined, to = 0): void => {
    area.current?.classList.toggle("selecting", from !== undefined);
    area.current?.style.setProperty("--from", String(Math.min(from ?? 0, to)));
    area.current?.style.setProperty("--to", String(Math.max(from ?? 0, to)));
  };
  const follow = (event: PointerEvent): void => {
    const place = placeOf(event);
    const chart = place?.canvas.closest<HTMLElement>(".chart");
    if (!place || !chart) {
      leave();
      return;
    }
    hoverStep.value = stepAt(place.share);
    if (selection.current !== undefined) mark(selection.current, place.share);
    else if (pressed.current) goToStep(hoverStep.value);
    hoveredChart.value = {
      kind: chart.dataset["chart"] ?? "",
      parameter: Number(chart.dataset["parameter"]),
    };
  };
  const press = (event: PointerEvent): void => {
    const place = placeOf(event);
    if (event.button !== 0 || !place) return;
    if (event.shiftKey) selection.current = place.share;
    else {
      pressed.current = true;
      goToStep(stepAt(place.share));
    }
  };
  const release = (event: PointerEvent): void => {
    pressed.current = false;
    const [from, to] = [selection.current, placeOf(event)?.share];
    selection.current = undefined;
    mark(undefined);
    if (from !== undefined && to !== undefined && Math.abs(to - from) > 0.005) {
      showSteps(stepAt(Math.min(from, to)), stepAt(Math.max(from, to)));
    }
  };
  useEffect(() => {
    const element = area.current!;
    const onWheel = (event: WheelEvent): void => {
      const place = placeOf(event);
      if (!place) return;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      const factor = wheelFactor(event);
      if (factor !== undefined) {
        zoomSteps(factor, place.share);
      } else if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) {
        panSteps(sideways / element.clientWidth);
      } else {
        return;
      }
      event.preventDefault();
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);
  return (
    <div
      ref={area}
      class="chartPointer"
      onPointerMove={follow}
      onPointerLeave={leave}
      onPointerDown={press}
      onMouseDown={(event) => {
        if (placeOf(event)) selectNothing(event);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onDblClick={(event) => {
        if (placeOf(event)) showSteps(0, Infinity);
      }}
    >
      {children}
    </div>
  );
}
