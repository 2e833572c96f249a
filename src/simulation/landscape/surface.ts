// simulation/landscape: the loss as a picture.
// What enters: an objective, a plane or a line through the parameters (two axes, or the principal plane of the runs), and a
// window. What leaves: a grid of values, computed in slices, and the levels of its isolines.
// Who may call: the runner.

/**
 * A plane (or, without `v`, a line) through parameter space: θ = origin + x·u + y·v. Two parameters
 * with the others held are the plane of two unit vectors from an origin that is 0 in both.
 */
export interface Surface {
  readonly origin: Float64Array;
  readonly u: Float64Array;
  readonly v?: Float64Array;
}

/** The surface over one or two parameters, the others held at `held`. */
export function parameterSurface(held: Float64Array, axes: readonly number[]): Surface {
  const [first, second] = axes;
  if (first === undefined || axes.length > 2) throw new RangeError(`${axes.length} axes`);
  for (const axis of axes) {
    if (!Number.isInteger(axis) || axis < 0 || axis >= held.length) {
      throw new RangeError(`no parameter ${axis} of ${held.length}`);
    }
  }
  const origin = held.slice();
  const direction = (axis: number): Float64Array => {
    origin[axis] = 0;
    const result = new Float64Array(held.length);
    result[axis] = 1;
    return result;
  };
  const u = direction(first);
  return second === undefined ? { origin, u } : { origin, u, v: direction(second) };
}

/** Writes θ at (x, y) into `theta`. */
export function pointOnSurface(surface: Surface, x: number, y: number, theta: Float64Array): void {
  const { origin, u, v } = surface;
  for (let i = 0; i < theta.length; i++) {
    const along = u[i] === 0 ? origin[i]! : origin[i]! + x * u[i]!;
    theta[i] = !v || v[i] === 0 ? along : along + y * v[i]!;
  }
}
