import { h } from "preact";
import type { JSX } from "preact";
import "./progressRing.css";

/** Shows that something is under way; `label` says what. */
export function ProgressRing({ label }: { readonly label: string }): JSX.Element {
  return h("vscode-progress-ring", { "aria-label": label, class: "progressRing" });
}
