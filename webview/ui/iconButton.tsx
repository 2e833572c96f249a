import "./iconButton.css";
import type { JSX } from "preact";
import { Icon, type IconName } from "./icon";

export interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, for those who do not see the sign. */
  readonly name: string;
  /** What it does, where its name does not say. */
  readonly help?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly onClick: () => void;
}

/** A button with a sign instead of a text: it says what it does on hover. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const { icon, name, help, pressed, disabled = false, onClick } = props;
  return (
    <button
      type="button"
      class={`iconButton ${props.class ?? ""}`}
      aria-label={name}
      title={titleOf(name, help)}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** What is shown on hover of a control that has a name and a sentence about it. */
export function titleOf(name: string, help: string | undefined): string {
  return help === undefined ? name : `${name}: ${help}`;
}
