import type { JSX } from "preact";
import { runStyle } from "../charts/runStyle";
import "./swatch.css";

/** A short piece of a run's line, in its colour and dashes. */
export function Swatch({ style }: { readonly style: number }): JSX.Element {
  const { colour, dash } = runStyle(style);
  return (
    <svg class={`swatch ${colour}`} width="24" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="24" y2="4" stroke-dasharray={dash.join(" ")} />
    </svg>
  );
}
