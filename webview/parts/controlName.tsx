import type { JSX } from "preact";
import "./control.css";

/** The name of a control beside it; a long one ("decoupledWeightDecay") is broken between its words. */
export function ControlName(props: {
  readonly name: string;
  readonly help?: string;
  readonly onDblClick?: () => void;
}): JSX.Element {
  const words = props.name.split(/(?<=[a-z])(?=[A-Z])/);
  return (
    <span class="controlName" title={props.help} onDblClick={props.onDblClick}>
      {words.flatMap((word, index) => (index === 0 ? [word] : [<wbr key={index} />, word]))}
    </span>
  );
}
