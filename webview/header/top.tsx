import type { ComponentChildren, JSX } from "preact";
import { setPageProperty } from "../charts/pageStyle";
import { useEffect, useRef } from "preact/hooks";
import "./top.css";

/** What stays in sight at the top of the panel; popovers know how much room is left below it. */
export function Top({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = top.current!;
    const observer = new ResizeObserver(() => {
      setPageProperty("--top-height", `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="top" ref={top}>
      {children}
    </div>
  );
}
