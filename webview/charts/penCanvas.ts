import type { Pen } from "./pen";

/**
 * Stands for a canvas of `width` × `height` with a pen in place of its context, so that what Chart.js draws becomes
 * part of a larger picture, on a canvas or as SVG. The pen's place and ground are its owner's: they are left as they are.
 */
export function penCanvas(pen: Pen, width: number, height: number): HTMLCanvasElement {
  const leave = (): void => undefined;
  const own: Record<string, unknown> = {
    setTransform: leave,
    resetTransform: leave,
    clearRect: leave,
  };
  const context = new Proxy(pen, {
    get(target, name): unknown {
      if (Object.hasOwn(own, name)) return own[name as string];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
  const canvas = { width, height, getContext: () => context };
  own["canvas"] = canvas;
  return canvas as unknown as HTMLCanvasElement;
}
