import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { isDragging, rests } from "../store/sight";

/** Shows what `children` make of the newest numbers; while the part of that name rests, what they made before. */
export function Resting(props: {
  readonly name: string;
  readonly children: () => JSX.Element | null;
}): JSX.Element | null {
  return useHeld(rests(props.name), props.children);
}

/** What `make` makes of the newest numbers; while something is dragged, what it made before. */
export function useCalm<T>(make: () => T): T {
  return useHeld(isDragging(), make);
}

function useHeld<T>(hold: boolean, make: () => T): T {
  const last = useRef<{ readonly made: T }>();
  if (!hold || !last.current) last.current = { made: make() };
  return last.current.made;
}
