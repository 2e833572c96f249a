import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { rests } from "../store/sight";

/** Shows what `children` make of the newest numbers; while the part of that name rests, what they made before. */
export function Resting(props: {
  readonly name: string;
  readonly children: () => JSX.Element | null;
}): JSX.Element | null {
  const last = useRef<JSX.Element | null>();
  if (last.current === undefined || !rests(props.name)) last.current = props.children();
  return last.current;
}
