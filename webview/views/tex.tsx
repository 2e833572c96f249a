import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import temml from "temml";

/** A formula, typeset as MathML, which screen readers can read. */
export function Tex({
  tex,
  class: name,
}: {
  readonly tex: string;
  readonly class?: string;
}): JSX.Element {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (element.current) temml.render(tex, element.current, { throwOnError: false });
  }, [tex]);
  return <span ref={element} class={name} />;
}
