/**
 * Positions, ascending, of the points (x[k], y[k]) that a picture of a trajectory needs: straight lines between them
 * pass by the points left out within about `tolerance`, which is in the units of each axis. Both ends stay, and both
 * sides of every gap.
 *
 * By a cone (Williams, "An efficient algorithm for the piecewise linear approximation of planar curves", 1978): from the
 * last point kept, each point leaves the directions that pass it closely enough. One that turns back is not passed.
 */
export function salientPoints(
  x: Float64Array,
  y: Float64Array,
  tolerance: readonly [number, number],
): number[] {
  const count = x.length;
  if (count === 0) return [];
  const across = new Float64Array(count);
  const up = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    across[k] = x[k]! / tolerance[0];
    up[k] = y[k]! / tolerance[1];
  }
  const kept = [0];
  let anchor = 0;
  // All points since the anchor are passed by the directions from the right one counter-clockwise to the left one.
  let rightX = 0;
  let rightY = 0;
  let leftX = 0;
  let leftY = 0;
  let isOpen = true;
  let reach = 0;
  let k = 1;
  while (k < count) {
    const dx = across[k]! - across[anchor]!;
    const dy = up[k]! - up[anchor]!;
    const distance = Math.sqrt(dx * dx + dy * dy);
    const isWithin = isOpen || (rightX * dy >= rightY * dx && dx * leftY >= dy * leftX);
    if (distance <= 1 && reach <= 1) {
      k++;
    } else if (distance > 1 && distance < Infinity && isWithin && distance >= reach - 1) {
      // The tangents from the anchor to the circle of radius 1 about the point.
      const cos = Math.sqrt(distance * distance - 1);
      const toRightX = dx * cos + dy;
      const toRightY = dy * cos - dx;
      const toLeftX = dx * cos - dy;
      const toLeftY = dy * cos + dx;
      if (isOpen || rightX * toRightY > rightY * toRightX) {
        rightX = toRightX;
        rightY = toRightY;
      }
      if (isOpen || toLeftX * leftY > toLeftY * leftX) {
        leftX = toLeftX;
        leftY = toLeftY;
      }
      isOpen = false;
      reach = Math.max(reach, distance);
      k++;
    } else {
      // The point before ends the line, and this one is looked at from there; on the other side of a gap it begins a line.
      anchor = anchor < k - 1 ? k - 1 : k++;
      kept.push(anchor);
      isOpen = true;
      reach = 0;
    }
  }
  if (anchor < count - 1) kept.push(count - 1);
  return kept;
}
