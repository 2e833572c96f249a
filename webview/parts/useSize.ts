import { useSignal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef, type MutableRef } from "preact/hooks";
import { measure } from "./measuring";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of an element's content in CSS pixels, known before it is first seen and kept current. */
export function useSize<E extends Element>(): readonly [MutableRef<E | null>, Signal<Size>] {
  const element = useRef<E>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const note = ({ width, height }: Size): void => {
      const next = { width: Math.round(width), height: Math.round(height) };
      const { width: oldWidth, height: oldHeight } = size.peek();
      if (next.width !== oldWidth || next.height !== oldHeight) size.value = next;
    };
    measure(() => box.getBoundingClientRect(), note);
    const observer = new ResizeObserver(([entry]) => {
      if (entry) note(entry.contentRect);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [size]);
  return [element, size];
}
