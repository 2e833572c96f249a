import type { JSX } from "preact";
import { spokenName } from "./spokenName";
import "./control.css";

/** The name of a control beside it, in words; how the code has it is told with what it is. */
export function ControlName(props: {
  readonly name: string;
  readonly help?: string;
  readonly onDblClick?: () => void;
}): JSX.Element {
  const { name, help } = props;
  const told = spokenName(name);
  const title = told === name ? help : [name, help].filter(Boolean).join(": ");
  return (
    <span class="controlName" title={title} onDblClick={props.onDblClick}>
      {told}
    </span>
  );
}
