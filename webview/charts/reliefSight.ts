/** How the relief is turned, in radians: about the vertical, and from flat (0) to from above (π/2). */
export type Turn = readonly [number, number];

/** How it is looked at: in a picture of `width` × `height`. */
export interface ReliefSight {
  readonly turn: Turn;
  readonly width: number;
  readonly height: number;
}

/** Where a point of the unit cube −1…1 falls on the picture; depth grows away from the eye. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** Heights are drawn this much lower than the ground is wide. */
const heightScale = 0.62;

/** Room in pixels beside the cube, for the numbers of its axes. */
const room = { left: 46, right: 30, top: 20, bottom: 24 } as const;

/** Turns a point about the vertical, tips it, and scales it into the picture, in which all of the cube is seen however it is turned. */
export function project(
  [x, y, z]: readonly [number, number, number],
  { turn: [around, tip], width, height }: ReliefSight,
): Projected {
  const turnedX = x * Math.cos(around) - y * Math.sin(around);
  const turnedY = x * Math.sin(around) + y * Math.cos(around);
  // Half of the cube's extent: of its ground, which is √2 from middle to corner, and of its height.
  const across = Math.SQRT2;
  const up = Math.SQRT2 * Math.sin(tip) + heightScale * Math.cos(tip);
  const inner = { width: width - room.left - room.right, height: height - room.top - room.bottom };
  const scale = Math.min(inner.width / (2 * across), inner.height / (2 * up));
  return {
    x: room.left + inner.width / 2 + turnedX * scale,
    y:
      room.top +
      inner.height / 2 -
      (turnedY * Math.sin(tip) + z * heightScale * Math.cos(tip)) * scale,
    depth: turnedY * Math.cos(tip) - z * heightScale * Math.sin(tip),
  };
}
