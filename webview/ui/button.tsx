import "./iconButton.css";
import { h, type ComponentChildren, type JSX } from "preact";

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: (event: MouseEvent) => void;
  readonly appearance?: "primary" | "secondary" | "icon";
  /** What it does, where its text does not say; shown on hover. A sign alone (`icon`) has it as its name. */
  readonly label?: string | undefined;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly class?: string;
}

/** A button of VS Code's look. */
export function Button(props: ButtonProps): JSX.Element {
  return props.appearance === "icon" ? <SignButton {...props} /> : <TextButton {...props} />;
}

/** The page's own element: there are many of these on the first screen, and each of the toolkit's takes a millisecond. */
function SignButton(props: ButtonProps): JSX.Element {
  const { children, label, pressed, expanded, disabled = false } = props;
  return (
    <button
      type="button"
      class={`iconButton ${props.class ?? ""}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={props.onClick}
    >
      {children}
    </button>
  );
}

function TextButton(props: ButtonProps): JSX.Element {
  const { children, label, pressed, expanded, appearance = "secondary", disabled = false } = props;
  return h(
    "vscode-button",
    {
      appearance,
      class: props.class,
      title: label,
      // As properties: the toolkit hands these on to the button inside, the attributes it does not.
      ariaPressed: pressed === undefined ? undefined : String(pressed),
      ariaExpanded: expanded === undefined ? undefined : String(expanded),
      disabled,
      onClick: props.onClick,
    },
    children,
  );
}
