import type { JSX } from "preact";
import { runStyle, type MarkerShape } from "../charts/runStyle";
import { markerPath } from "../charts/markers";
import { svgPath } from "../charts/svgPath";
import "./swatch.css";

/** Half of a marker's height in pixels. */
const markerSize = 3.5;

/** A short piece of a run's line, in its colour and dashes, with its marker: what it is known by where colours are not seen. */
export function Swatch({ style }: { readonly style: number }): JSX.Element {
  const { colour, dash, marker } = runStyle(style);
  return (
    <svg class={`swatch ${colour}`} width="24" height="12" aria-hidden="true">
      <line x1="0" y1="6" x2="100%" y2="6" stroke-dasharray={dash.join(" ")} />
      <svg x="50%" y="6" overflow="visible">
        <path data-marker={marker} d={outlineOf(marker)} />
      </svg>
    </svg>
  );
}

/** Outlines by marker: legends are drawn anew with each frame of a drag. */
const outlines = new Map<MarkerShape, string>();

function outlineOf(marker: MarkerShape): string {
  const known = outlines.get(marker);
  if (known !== undefined) return known;
  const { outliner, data } = svgPath();
  markerPath(outliner, marker, 0, 0, markerSize);
  outlines.set(marker, data());
  return data();
}
