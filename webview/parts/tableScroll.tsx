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
  // Other numbers may need more room.
  useLayoutEffect(() => fit(box.current!));
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      fit(entry!.target as HTMLElement);
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
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

function fit(box: HTMLElement): void {
  box.classList.remove("folded");
  const { offsetWidth } = box.querySelector("table")!;
  box.classList.toggle("folded", offsetWidth > box.clientWidth);
}
