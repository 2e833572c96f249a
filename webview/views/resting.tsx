import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { rests } from "../store/sight";

/** Shows what `children` make of the newest numbers; while the section of that name rests, what they made before. */
export function Resting(props: {
  readonly section: string;
  readonly children: () => JSX.Element;
}): JSX.Element {
  const last = useRef<JSX.Element>();
  if (!last.current || !rests(props.section)) last.current = props.children();
  return last.current;
}
