import { useSignal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { MutableRef } from "preact/hooks";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of an element's content in CSS pixels, kept current. */
export function useSize<E extends Element>(): readonly [MutableRef<E | null>, Signal<Size>] {
  const element = useRef<E>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      size.value = { width: Math.round(width), height: Math.round(height) };
    });
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [size]);
  return [element, size];
}
