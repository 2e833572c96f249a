import { h } from "preact";
import type { ComponentChildren, JSX } from "preact";

export interface LinkProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly label?: string;
}

/** A link that does something in the editor instead of opening an address. */
export function Link({ children, onClick, label }: LinkProps): JSX.Element {
  return h(
    "vscode-link",
    {
      href: "#",
      title: label,
      "aria-label": label,
      onClick: (event: Event) => {
        event.preventDefault();
        onClick();
      },
    },
    children,
  );
}
