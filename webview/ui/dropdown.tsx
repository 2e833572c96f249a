import { h, type JSX } from "preact";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface DropdownProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChoose: (value: Value) => void;
  readonly disabled?: boolean;
}

/** A drop-down list of VS Code's look. */
export function Dropdown<Value extends string>(props: DropdownProps<Value>): JSX.Element {
  return h(
    "vscode-dropdown",
    {
      "aria-label": props.label,
      title: props.label,
      "current-value": props.value,
      disabled: props.disabled ?? false,
      onChange: (event: Event) => {
        const chosen = (event.currentTarget as HTMLSelectElement).value as Value;
        if (chosen !== props.value) props.onChoose(chosen);
      },
    },
    props.choices.map((choice) =>
      h(
        "vscode-option",
        { key: choice.value, value: choice.value, selected: choice.value === props.value },
        choice.label,
      ),
    ),
  );
}
