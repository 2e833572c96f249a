import type { ButtonHTMLAttributes, JSX } from "preact";

/** A flat button with a text. */
export function PlainButton(props: ButtonHTMLAttributes): JSX.Element {
  return <button type="button" class="plain" {...props} />;
}
