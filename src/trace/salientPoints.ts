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
  const across = Float64Array.from(rows, (row) => x(row) / tolerance[0]);
  const up = Float64Array.from(rows, (row) => y(row) / tolerance[1]);
  const kept: number[] = [];
  let anchor = 0;
  /** Directions between which all rows since the anchor are passed: from the right one counter-clockwise to the left. */
  let [rightX, rightY, leftX, leftY] = [0, 0, 0, 0];
  let isOpen = true;
  let reach = 0;
  const keep = (k: number) => {
    if (kept[kept.length - 1] !== rows[k]) kept.push(rows[k]!);
    anchor = k;
    isOpen = true;
    reach = 0;
  };
  const reaches = (k: number): boolean => {
    const dx = across[k]! - across[anchor]!;
    const dy = up[k]! - up[anchor]!;
    const distance = Math.sqrt(dx * dx + dy * dy);
    if (!Number.isFinite(distance)) return false;
    if (distance <= 1) return reach <= 1;
    const fits = isOpen || (rightX * dy >= rightY * dx && dx * leftY >= dy * leftX);
    if (!fits || distance < reach - 1) return false;
    // The tangents from the anchor to the circle of radius 1 about the row.
    const cos = Math.sqrt(distance * distance - 1);
    const [toRightX, toRightY] = [dx * cos + dy, dy * cos - dx];
    const [toLeftX, toLeftY] = [dx * cos - dy, dy * cos + dx];
    if (isOpen || rightX * toRightY > rightY * toRightX) [rightX, rightY] = [toRightX, toRightY];
    if (isOpen || toLeftX * leftY > toLeftY * leftX) [leftX, leftY] = [toLeftX, toLeftY];
    isOpen = false;
    reach = Math.max(reach, distance);
    return true;
  };
  if (rows.length > 0) keep(0);
  for (let k = 1; k < rows.length; k++) {
    if (reaches(k)) continue;
    keep(k - 1);
    if (!reaches(k)) keep(k);
  }
  if (rows.length > 0) keep(rows.length - 1);
  return kept;
}
