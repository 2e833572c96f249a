import type { JSX } from "preact";
import "./progressRing.css";

/** Shows that something is under way; `label` says what. */
export function ProgressRing({ label }: { readonly label: string }): JSX.Element {
  return <span class="progressRing" role="progressbar" aria-label={label} />;
}
