import type { ComponentChildren, JSX } from "preact";
import "./link.css";

export interface LinkProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** What it does, where its text does not say; shown on hover. */
  readonly label?: string;
}

/**
 * A link that does something in the editor instead of opening an address. The page's own element: a shadow root keeps
 * its text from ending in "…" where there is no room for it.
 */
export function Link({ children, onClick, label }: LinkProps): JSX.Element {
  return (
    <a
      class="link"
      href="#"
      title={label}
      onClick={(event) => {
        event.preventDefault();
        onClick();
      }}
    >
      {children}
    </a>
  );
}
