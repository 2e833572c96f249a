import { useEffect, useRef, type MutableRef } from "preact/hooks";
import { setPageProperty } from "../charts/pageStyle";

/** Keeps a custom property of the page as high as an element. */
export function useHeightProperty<E extends HTMLElement>(
  name: `--${string}`,
): MutableRef<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    const box = element.current!;
    const observer = new ResizeObserver(() => setPageProperty(name, `${box.offsetHeight}px`));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return element;
}
