import "./iconButton.css";
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";

export interface SignButtonProps {
  /** Its name, for those who do not see the sign. */
  readonly name: string;
  /** What it does, where its name does not say. */
  readonly help?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly onClick: () => void;
}

/**
 * A button with a sign instead of a text: it says what it does on hover. The page's own element: there are many of these
 * on the first screen, and each of the toolkit's takes a millisecond.
 */
export function SignButton(
  props: SignButtonProps & { readonly children: ComponentChildren },
): JSX.Element {
  const { name, help, pressed, disabled = false, onClick } = props;
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
      {props.children}
    </button>
  );
}

/** Its sign is an icon. */
export function IconButton(props: SignButtonProps & { readonly icon: IconName }): JSX.Element {
  return (
    <SignButton {...props}>
      <Icon name={props.icon} />
    </SignButton>
  );
}

/** Its sign is a letter. */
export function GlyphButton(props: SignButtonProps & { readonly glyph: string }): JSX.Element {
  return (
    <SignButton {...props}>
      <span class="glyph">{props.glyph}</span>
    </SignButton>
  );
}

/** What is shown on hover of a control that has a name and a sentence about it. */
export function titleOf(name: string, help: string | undefined): string {
  return help === undefined ? name : `${name}: ${help}`;
}
