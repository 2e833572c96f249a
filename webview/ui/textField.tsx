import { h, type JSX } from "preact";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  /** Enter was pressed or the field left. */
  readonly onCommit?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly placeholder?: string;
  readonly invalid?: boolean;
  readonly title?: string | undefined;
  readonly disabled?: boolean;
  readonly class?: string;
}

/** A text box of VS Code's look. The toolkit names every box "Text field" when it is inserted, so the name is set after that. */
export function TextField(props: TextFieldProps): JSX.Element {
  return h("vscode-text-field", {
    ref: (element: HTMLElement | null) => element?.setAttribute("aria-label", props.label),
    class: `${props.class ?? ""} ${props.invalid === true ? "invalid" : ""}`,
    "aria-invalid": props.invalid === true ? "true" : undefined,
    title: props.title,
    value: props.value,
    placeholder: props.placeholder,
    disabled: props.disabled ?? false,
    onInput: (event: Event) => props.onInput((event.currentTarget as HTMLInputElement).value),
    onChange: props.onCommit,
    onBlur: props.onCommit,
    onKeyDown: props.onKeyDown,
  });
}
