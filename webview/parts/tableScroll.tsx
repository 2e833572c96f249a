import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import "./table.css";

/** What a table scrolls in. Where the table is wider than it, the rows are laid out in lines of their own (`folded`). */
export function TableScroll(props: {
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => followWidths(box.current!), []);
  return (
    <div
      class={`tableScroll ${props.class ?? ""}`}
      tabIndex={0}
      role="group"
      aria-label={props.label}
      ref={box}
    >
      {props.children}
    </div>
  );
}

/** Folds and unfolds a table as its room and its numbers change; until the function that it gives is called. */
function followWidths(box: HTMLElement): () => void {
  const table = box.querySelector("table")!;
  const widths = new ResizeObserver(() => fit(box));
  widths.observe(box);
  widths.observe(table);
  // Folded, it is as wide as its room whatever stands in it: how wide it would be is tried when that changes.
  const texts = new MutationObserver((records) => {
    if (box.classList.contains("folded") && records.some(isChange)) fit(box);
  });
  texts.observe(table, { characterDataOldValue: true, childList: true, subtree: true });
  return () => {
    widths.disconnect();
    texts.disconnect();
  };
}

/** Texts are also written where they stay as they are. */
function isChange({ type, target, oldValue }: MutationRecord): boolean {
  return type !== "characterData" || target.nodeValue !== oldValue;
}

function fit(box: HTMLElement): void {
  box.classList.remove("folded");
  const { offsetWidth } = box.querySelector("table")!;
  box.classList.toggle("folded", offsetWidth > box.clientWidth);
}
