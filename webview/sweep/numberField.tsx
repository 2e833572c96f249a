import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { boxText } from "../parts/boxText";

/** A number that is typed; what is none goes back to what it was, and what is half typed outlives a redrawing. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly isSound?: boolean;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  const { label, value, isSound: sound = true, onChange } = props;
  const [draft, setDraft] = useState<string>();
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={!sound}
      value={draft ?? boxText(value)}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={() => setDraft(undefined)}
      onChange={({ currentTarget: { value: text } }) => {
        setDraft(undefined);
        const typed = Number(text);
        if (text.trim() !== "" && Number.isFinite(typed)) onChange(typed);
      }}
    />
  );
}

/** The same behind its label. */
export function LabelledNumber(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  return (
    <>
      {props.label}
      <NumberField {...props} />
    </>
  );
}
