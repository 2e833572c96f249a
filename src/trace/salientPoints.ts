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
  const kept: number[] = [];
  let [anchorX, anchorY] = [NaN, NaN];
  let [reference, least, greatest, reach] = [NaN, -Infinity, Infinity, 0];
  const keep = (row: number) => {
    if (kept[kept.length - 1] !== row) kept.push(row);
    anchorX = x(row) / tolerance[0];
    anchorY = y(row) / tolerance[1];
    [reference, least, greatest, reach] = [NaN, -Infinity, Infinity, 0];
  };
  const reaches = (row: number): boolean => {
    const across = x(row) / tolerance[0] - anchorX;
    const up = y(row) / tolerance[1] - anchorY;
    const distance = Math.sqrt(across * across + up * up);
    if (!Number.isFinite(distance)) return false;
    if (distance <= 1) return reach <= 1;
    const direction = Math.atan2(up, across);
    if (Number.isNaN(reference)) reference = direction;
    const turned = direction - reference;
    const angle =
      turned > Math.PI ? turned - 2 * Math.PI : turned < -Math.PI ? turned + 2 * Math.PI : turned;
    const fits = angle >= least && angle <= greatest && distance >= reach - 1;
    const open = Math.asin(1 / distance);
    least = Math.max(least, angle - open);
    greatest = Math.min(greatest, angle + open);
    reach = Math.max(reach, distance);
    return fits;
  };
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    if (k === 0) keep(row);
    else if (!reaches(row)) {
      keep(rows[k - 1]!);
      if (!reaches(row)) keep(row);
    }
  }
  const last = rows[rows.length - 1];
  if (last !== undefined) keep(last);
  return kept;
}
