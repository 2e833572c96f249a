import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { Slider } from "../ui/slider";
import { TextField } from "../ui/textField";
import { say } from "../../l10n/words";
import { boxText } from "./boxText";
import { ControlName } from "./controlName";
import { useDraftText, useWrongDraft } from "./draftText";
import {
  fromSlider,
  nudge,
  readTyped,
  sliderPositions,
  toSlider,
  type NumberSpec,
} from "./numberSpec";

export interface NumberControlProps {
  readonly name: string;
  readonly help: string;
  readonly spec: NumberSpec;
  readonly value: number;
  /** What the code says: a double click on the name or the slider goes back to it. */
  readonly ofCode?: number | undefined;
  readonly onChange: (value: number) => void;
  /** Without a slider there is only the box. */
  readonly slider?: boolean;
  /** Stands behind the box. */
  readonly children?: ComponentChildren;
}

/** A number with a slider for trying and a box for typing; both change it at once. */
export function NumberControl(props: NumberControlProps): JSX.Element {
  const { name, help, spec, value, onChange } = props;
  const typed = useDraftText();
  const id = useId();
  const text = typed.value ?? boxText(value);
  const read = readTyped(spec, text);
  const problem = "problem" in read ? say("editor.number.bad", { range: read.problem }) : undefined;
  useWrongDraft(problem !== undefined);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && problem !== undefined) {
      event.stopPropagation();
      typed.value = undefined;
    }
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    typed.value = undefined;
    onChange(nudge(spec, value, direction * (event.shiftKey ? 10 : 1)));
  };
  const { ofCode } = props;
  const goBack = (): void => {
    if (ofCode === undefined || ofCode === value) return;
    typed.value = undefined;
    onChange(ofCode);
  };
  const back =
    ofCode === undefined ? help : `${help} ${say("editor.number.ofCode", { value: ofCode })}`;
  return (
    <div class="control" data-control={name}>
      <ControlName name={name} help={back} onDblClick={goBack} />
      {props.slider === false ? (
        <span />
      ) : (
        <Slider
          label={say("editor.number.slider", { name })}
          min={0}
          max={sliderPositions}
          step={1}
          value={toSlider(spec, value)}
          valueText={String(value)}
          onDblClick={goBack}
          onInput={(position) => {
            typed.value = undefined;
            onChange(fromSlider(spec, position));
          }}
        />
      )}
      <TextField
        class="numberBox"
        label={`${name}: ${help}`}
        title={problem ?? help}
        value={text}
        invalid={problem !== undefined}
        onInput={(next) => {
          typed.value = next;
          const result = readTyped(spec, next);
          if ("value" in result && result.value !== value) onChange(result.value);
        }}
        onCommit={() => {
          if (problem === undefined) typed.value = undefined;
        }}
        onKeyDown={onKeyDown}
      />
      {props.children}
      {problem === undefined ? null : (
        <span class="controlProblem" id={id} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
