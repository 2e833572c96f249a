import { h, type ComponentChildren, type JSX } from "preact";

export interface LinkProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** What it does, where its text does not say; shown on hover. */
  readonly label?: string;
}

/** A link that does something in the editor instead of opening an address. */
export function Link({ children, onClick, label }: LinkProps): JSX.Element {
  return h(
    "vscode-link",
    {
      href: "#",
      title: label,
      onClick: (event: Event) => {
        event.preventDefault();
        onClick();
      },
    },
    children,
  );
}
