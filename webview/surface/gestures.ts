import type { HTMLAttributes } from "preact";
import { useEffect, useRef } from "preact/hooks";
import {
  fromPixelX,
  fromPixelY,
  inFrame,
  panRange,
  toPixelX,
  toPixelY,
  zoomRange,
  type PlotFrame,
} from "../charts/plotFrame";
import type { Plane } from "../../src/protocol/plane";
import { landscapePlane, settings } from "../store/panelData";
import { change } from "../store/requests";
import { changeView, surfaceAxes } from "../store/view";
import { resetSurface } from "./landscapeRequests";
import { startHeld } from "../store/startHeld";
import { pointedPlace } from "./pointedPlace";
import { startPlace, surfaceWindow } from "./surfaceModel";
import { hintAtWheel } from "./wheelHint";
import { selectNothing } from "../parts/selectNothing";
import { wheelFactor } from "../parts/wheelZoom";
import { roundToDigits } from "../../src/text/number";

/** Within this many pixels of the start its marker is taken hold of. */
const grip = 16;
/** A pointer that moved less than this between down and up has clicked. */
const clickSlack = 4;

type Gestures = Pick<
  HTMLAttributes<HTMLDivElement>,
  | "onPointerDown"
  | "onPointerMove"
  | "onPointerUp"
  | "onPointerCancel"
  | "onPointerLeave"
  | "onMouseDown"
  | "onKeyDown"
> & { readonly ref?: never };

interface Drag {
  readonly kind: "start" | "pan";
  readonly fromX: number;
  readonly fromY: number;
  readonly frame: PlotFrame;
  /** The start before the drag. */
  readonly start: StartPlace | undefined;
  moved: boolean;
}

/** Zooms the surface about its middle or about a point; below 1 zooms in. */
export function zoomSurface(factor: number, centre?: readonly [number, number]): void {
  const window = surfaceWindow.value;
  if (!window) return;
  const [x, y] = centre ?? [(window.x[0] + window.x[1]) / 2, (window.y[0] + window.y[1]) / 2];
  showWindow(zoomRange(window.x, x, factor), zoomRange(window.y, y, factor));
}

/** Zooms for + and −, shows all for 0; says whether the key was one of these. */
export function zoomByKey(event: KeyboardEvent): boolean {
  if (hasModifier(event)) return false;
  if (event.key === "+" || event.key === "=") zoomSurface(1 / 1.25);
  else if (event.key === "-") zoomSurface(1.25);
  else if (event.key === "0") resetSurface();
  else return false;
  return true;
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

function showWindow(x: [number, number], y: [number, number]): void {
  const wide = (range: [number, number]): boolean =>
    range[1] - range[0] > 1e-12 * Math.max(1e-300, Math.abs(range[0]), Math.abs(range[1])) &&
    Number.isFinite(range[1] - range[0]);
  if (wide(x) && wide(y)) changeView({ surfaceWindow: { x, y } });
}

/** Where the start was when it was taken hold of: in all parameters, and on the surface. */
interface StartPlace {
  readonly theta: readonly number[];
  readonly place: readonly [number, number];
}

function startNow(): StartPlace | undefined {
  const theta = settings.value?.start;
  const place = startPlace.value;
  return theta && place && { theta, place };
}

/**
 * Puts the start at a pixel of the surface; parameters that are not on an axis stay. On the principal plane it moves
 * along the plane from where it was, and keeps its distance to it.
 */
function putStart(frame: PlotFrame, pixelX: number, pixelY: number, from = startNow()): void {
  if (!from) return;
  const [x, y] = [fromPixelX(frame, pixelX), fromPixelY(frame, pixelY)];
  const plane = landscapePlane.value;
  if (plane) {
    change({ start: alongPlane(plane, from, x, y) });
    return;
  }
  const axes = surfaceAxes.value;
  const start = [...from.theta];
  start[axes[0]] = tidy(x, (frame.x[1] - frame.x[0]) / frame.width);
  if (axes.length === 2) start[axes[1]] = tidy(y, (frame.y[1] - frame.y[0]) / frame.height);
  change({ start });
}

/** Digits that a parameter of a start on the plane keeps: all change at once, and nobody reads the rest. */
const planeDigits = 6;

function alongPlane({ u, v }: Plane, { theta, place }: StartPlace, x: number, y: number): number[] {
  const [dx, dy] = [x - place[0], y - place[1]];
  return theta.map((value, i) => roundToDigits(value + dx * u[i]! + dy * v[i]!, planeDigits));
}

/** Rounds to the digits that a pixel can tell apart, so that a dragged start is a number one can read. */
function tidy(value: number, pixel: number): number {
  const digits = Math.max(0, Math.min(15, -Math.floor(Math.log10(pixel))));
  return Number(value.toFixed(digits));
}

/** Drag the start, click to set it, drag elsewhere to pan, keys to zoom and move. */
export function useSurfaceGestures(frameNow: () => PlotFrame | undefined): Gestures {
  const drag = useRef<Drag>();
  const local = (event: PointerEvent | MouseEvent): readonly [number, number] => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const holdsStart = (frame: PlotFrame, x: number, y: number): boolean => {
    const start = startPlace.value;
    return (
      start !== undefined &&
      Math.hypot(toPixelX(frame, start[0]) - x, toPixelY(frame, start[1]) - y) < grip
    );
  };
  /** Says by the pointer what a press would do: take the start, put it there, or move the picture. */
  const pointAt = (target: Element, frame: PlotFrame | undefined, x: number, y: number): void => {
    const isInside = frame !== undefined && inFrame(frame, x, y);
    pointedPlace.value = isInside ? [fromPixelX(frame, x), fromPixelY(frame, y)] : undefined;
    target.setAttribute("data-press", isInside ? (holdsStart(frame, x, y) ? "hold" : "put") : "");
  };
  const end = (): void => {
    drag.current = undefined;
    startHeld.value = false;
  };
  return {
    onPointerDown(event) {
      const frame = frameNow();
      if (!frame || event.button !== 0) return;
      const [x, y] = local(event);
      if (!inFrame(frame, x, y)) return;
      const held = holdsStart(frame, x, y);
      const kind = held ? "start" : "pan";
      drag.current = { kind, fromX: x, fromY: y, frame, start: startNow(), moved: false };
      startHeld.value = held;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event) {
      // A menu or another window may have kept the release of the button to itself.
      if (event.buttons === 0) end();
      const current = drag.current;
      const [x, y] = local(event);
      if (!startHeld.value) pointAt(event.currentTarget, frameNow(), x, y);
      if (!current) return;
      if (!current.moved && Math.hypot(x - current.fromX, y - current.fromY) < clickSlack) return;
      current.moved = true;
      if (current.kind === "start") putStart(current.frame, x, y, current.start);
      else {
        const { frame } = current;
        showWindow(
          panRange(frame.x, (current.fromX - x) / frame.width),
          panRange(frame.y, (y - current.fromY) / frame.height),
        );
      }
    },
    onPointerUp(event) {
      const current = drag.current;
      if (current && !current.moved && current.kind === "pan")
        putStart(current.frame, ...local(event));
      end();
      pointAt(event.currentTarget, frameNow(), ...local(event));
    },
    onPointerCancel: end,
    onPointerLeave() {
      pointedPlace.value = undefined;
    },
    onMouseDown: selectNothing,
    onKeyDown(event) {
      const window = surfaceWindow.value;
      if (!window) return;
      const moves: Readonly<Record<string, readonly [number, number]>> = {
        ArrowLeft: [-0.1, 0],
        ArrowRight: [0.1, 0],
        ArrowUp: [0, 0.1],
        ArrowDown: [0, -0.1],
      };
      const move = hasModifier(event) ? undefined : moves[event.key];
      if (move) showWindow(panRange(window.x, move[0]), panRange(window.y, move[1]));
      else if (!zoomByKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/**
 * Zooms with Ctrl and the wheel, about the pointer, or about the middle where there is no frame to find it in;
 * apart from the others because it must be able to stop scrolling. A plain wheel scrolls the page.
 */
export function useWheelZoom(
  element: () => HTMLElement | null,
  frameNow?: () => PlotFrame | undefined,
): void {
  useEffect(() => {
    const target = element();
    const onWheel = (event: WheelEvent): void => {
      const frame = frameNow?.();
      const box = target!.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      if (frameNow && (!frame || !inFrame(frame, x, y))) return;
      const factor = wheelFactor(event);
      if (factor === undefined) {
        hintAtWheel();
        return;
      }
      event.preventDefault();
      zoomSurface(factor, frame && [fromPixelX(frame, x), fromPixelY(frame, y)]);
    };
    target?.addEventListener("wheel", onWheel, { passive: false });
    return () => target?.removeEventListener("wheel", onWheel);
  }, []);
}
