import type { ComponentChildren, JSX } from "preact";
import { useHeightProperty } from "../parts/useHeightProperty";
import "./top.css";

/** What stays in sight at the top of the panel; popovers know how much room is left below it. */
export function Top({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="top" ref={useHeightProperty("--top-height")}>
      {children}
    </div>
  );
}
