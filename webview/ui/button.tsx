import { h, type ComponentChildren, type JSX } from "preact";

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly appearance?: "primary" | "secondary";
  /** What it does, where its text does not say; shown on hover. */
  readonly label?: string;
  readonly disabled?: boolean;
}

/** A button of VS Code's look. */
export function Button(props: ButtonProps): JSX.Element {
  const { children, label, appearance = "secondary", disabled = false, onClick } = props;
  return h("vscode-button", { appearance, title: label, disabled, onClick }, children);
}
