import type { MarkerShape } from "./runStyle";
import type { Outliner } from "./svgPath";

/** Puts the outline of a run's marker on the pen's path. */
export function markerPath(
  pen: Outliner,
  shape: MarkerShape,
  x: number,
  y: number,
  size: number,
): void {
  pen.beginPath();
  switch (shape) {
    case "circle":
      pen.arc(x, y, size, 0, 2 * Math.PI);
      break;
    case "square":
      pen.rect(x - size, y - size, 2 * size, 2 * size);
      break;
    case "triangle":
      corners(pen, [x, y - size * 1.2], [x + size * 1.1, y + size], [x - size * 1.1, y + size]);
      break;
    case "diamond":
      corners(
        pen,
        [x, y - size * 1.3],
        [x + size * 1.3, y],
        [x, y + size * 1.3],
        [x - size * 1.3, y],
      );
      break;
    case "star":
      corners(pen, ...starCorners(x, y, size * 1.45));
      break;
    case "plus":
      armed(pen, x, y, size * 1.2, 0);
      break;
  }
}

/** Puts the sign on the pen's path of the place where a run's numbers ran away: a cross, which no run has for its marker. */
export function stopSignPath(pen: Outliner, x: number, y: number, size: number): void {
  pen.beginPath();
  armed(pen, x, y, size * 1.1, Math.PI / 4);
}

/** The ten corners of a star with a point upwards, thick enough for few pixels. */
function starCorners(x: number, y: number, size: number): readonly (readonly [number, number])[] {
  return Array.from({ length: 10 }, (_, k) => {
    const reach = k % 2 === 0 ? size : size * 0.5;
    const angle = (k * Math.PI) / 5;
    return [x + reach * Math.sin(angle), y - reach * Math.cos(angle)] as const;
  });
}

function corners(pen: Outliner, ...points: readonly (readonly [number, number])[]): void {
  points.forEach(([x, y], k) => {
    if (k === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
  pen.closePath();
}

/** A cross with arms of a third of its size, turned by `angle`. */
function armed(pen: Outliner, x: number, y: number, size: number, angle: number): void {
  const arm = size / 3;
  const outline: readonly (readonly [number, number])[] = [
    [-arm, -size],
    [arm, -size],
    [arm, -arm],
    [size, -arm],
    [size, arm],
    [arm, arm],
    [arm, size],
    [-arm, size],
    [-arm, arm],
    [-size, arm],
    [-size, -arm],
    [-arm, -arm],
  ];
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  corners(
    pen,
    ...outline.map(([dx, dy]) => [x + dx * cos - dy * sin, y + dx * sin + dy * cos] as const),
  );
}
