import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { texPieces } from "./texPieces";
import { typesetter } from "./typesetter";

/**
 * A formula, typeset as MathML, which screen readers can read; a long one takes several lines. Until what typesets has
 * been loaded, its place shows the TeX.
 */
export function Tex({
  tex,
  class: name = "",
}: {
  readonly tex: string;
  readonly class?: string;
}): JSX.Element {
  const element = useRef<HTMLSpanElement>(null);
  const formulas = typesetter();
  useLayoutEffect(() => {
    if (!element.current || !formulas) return;
    element.current.innerHTML = texPieces(tex).map(formulas.typeset).join("");
  }, [tex, formulas]);
  return (
    <span ref={element} class={formulas ? name : `${name} texToCome`}>
      {formulas ? null : tex}
    </span>
  );
}
