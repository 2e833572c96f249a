/**
 * The rows (ascending, out of `rows`) that a picture of a trajectory needs: straight lines between them pass by the rows
 * left out within about `tolerance`, which is in the units of each axis. Both ends stay, and both sides of every gap.
 *
 * By a cone (Williams, "An efficient algorithm for the piecewise linear approximation of planar curves", 1978): from the
 * last row kept, each row leaves the directions that pass it closely enough. A row that turns back is not passed.
 */
export function salientPoints(
  rows: readonly number[],
  x: (row: number) => number,
  y: (row: number) => number,
  tolerance: readonly [number, number],
): number[] {
  const count = rows.length;
  if (count === 0) return [];
  const across = new Float64Array(count);
  const up = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    across[k] = x(rows[k]!) / tolerance[0];
    up[k] = y(rows[k]!) / tolerance[1];
  }
  const kept = [rows[0]!];
  let anchor = 0;
  // All rows since the anchor are passed by the directions from the right one counter-clockwise to the left one.
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
      // The tangents from the anchor to the circle of radius 1 about the row.
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
      // The row before ends the line, and this one is looked at from there; on the other side of a gap it begins a line.
      anchor = anchor < k - 1 ? k - 1 : k++;
      kept.push(rows[anchor]!);
      isOpen = true;
      reach = 0;
    }
  }
  if (anchor < count - 1) kept.push(rows[count - 1]!);
  return kept;
}
