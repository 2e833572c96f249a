import type { JSX } from "preact";

/** Outlines on a field of 16 by 16. */
const outlines = {
  add: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  discard: "M3 8h10M3 8l3.5-3.5M3 8l3.5 3.5M13 3.5v9",
  export: "M8 2v8M4.8 7 8 10.2 11.2 7M3 13.5h10",
  freeze:
    "M8 1.5v13M2.4 4.75l11.2 6.5M13.6 4.75 2.4 11.25M6 2.5l2 2 2-2M6 13.5l2-2 2 2M2.2 7.4l2.7-.7-.7-2.7M13.8 8.6l-2.7.7.7 2.7M11.8 4l-.7 2.7 2.7.7M4.2 12l.7-2.7-2.7-.7",
  find: "M10.2 10.2 14 14M6.5 11.5a5 5 0 1 1 0-10 5 5 0 0 1 0 10z",
  link: "M7 5H5a3 3 0 0 0 0 6h2M9 5h2a3 3 0 0 1 0 6H9M5.5 8h5",
  next: "M6 3l5 5-5 5",
  pin: "M5.5 2h5M6.5 2v5L4 9.5V10h8v-.5L9.5 7V2M8 10v4.5",
  pinned: "M5.5 2h5M6.5 2v5L4 9.5V10h8v-.5L9.5 7V2M8 10v4.5M7.5 2.5v7M8.5 2.5v7",
  previous: "M10 3 5 8l5 5",
  redo: "M12.5 2.5V6H9M12.3 5.9A5 5 0 1 0 10 12.6",
  rerun: "M13 3v4H9M12.6 7A5 5 0 1 0 13 9.5",
  reset: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  save: "M2.5 2.5h8.6l2.4 2.4v8.6h-11zM5 2.5v3.6h5.4V2.5M4.6 13.5V9.2h6.8v4.3",
  settings: "M2 4.5h6M11 4.5h3M9.5 3v3M2 8h2M7 8h7M5.5 6.5v3M2 11.5h6M11 11.5h3M9.5 10v3",
  start: "M4 14V2.5h8.5L10 5.5l2.5 3H4",
  stepParts: "M3 13 12.5 3.5M8.5 3h4.5v4.5M3 13H9.5M7.5 11l2.2 2-2.2 2",
  stop: "M4 4h8v8H4z",
  table: "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 3v10",
  undo: "M3.5 2.5V6H7M3.7 5.9A5 5 0 1 1 6 12.6",
  zoomIn: "M10.2 10.2 14 14M6.5 11.5a5 5 0 1 1 0-10 5 5 0 0 1 0 10zM6.5 4.3v4.4M4.3 6.5h4.4",
  zoomOut: "M10.2 10.2 14 14M6.5 11.5a5 5 0 1 1 0-10 5 5 0 0 1 0 10zM4.3 6.5h4.4",
} as const;

export type IconName = keyof typeof outlines;

/** A sign in the colour of the text around it; its name stands elsewhere. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={outlines[name]} />
    </svg>
  );
}
