import type { JSX } from "preact";

/** A number that is typed; what is none goes back to what it was. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly isSound: boolean;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  const { label, value, isSound: sound, onChange } = props;
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={!sound}
      value={String(value)}
      onChange={({ currentTarget }) => {
        const typed = Number(currentTarget.value);
        if (currentTarget.value.trim() !== "" && Number.isFinite(typed)) onChange(typed);
        else currentTarget.value = String(value);
      }}
    />
  );
}
