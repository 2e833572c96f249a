import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import temml from "temml";
import { texPieces } from "./texPieces";

/** A formula, typeset as MathML, which screen readers can read; a long one takes several lines. */
export function Tex({
  tex,
  class: name,
}: {
  readonly tex: string;
  readonly class?: string;
}): JSX.Element {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!element.current) return;
    element.current.innerHTML = texPieces(tex)
      .map((piece) => temml.renderToString(piece, { throwOnError: false }))
      .join("");
  }, [tex]);
  return <span ref={element} class={name} />;
}
