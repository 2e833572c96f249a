import type { JSX } from "preact";
import "./textField.css";

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

/**
 * A text box of VS Code's look. The page's own element: one stands on the first screen, and the toolkit's takes some
 * milliseconds and names itself "Text field".
 */
export function TextField(props: TextFieldProps): JSX.Element {
  return (
    <input
      type="text"
      class={`textField ${props.class ?? ""}`}
      aria-label={props.label}
      aria-invalid={props.invalid === true ? "true" : undefined}
      title={props.title}
      value={props.value}
      placeholder={props.placeholder}
      disabled={props.disabled ?? false}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onChange={props.onCommit}
      onBlur={props.onCommit}
      onKeyDown={props.onKeyDown}
    />
  );
}
