/** Pixels of the screen to a CSS pixel, as many as can be told apart. */
export function screenRatio(): number {
  return Math.min(3, window.devicePixelRatio || 1);
}

/** Sizes a canvas for the screen's pixels, clears it, and gives its context in CSS pixels. */
export function openLayer(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const ratio = screenRatio();
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
