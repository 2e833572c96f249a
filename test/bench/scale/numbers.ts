/** The numbers in (−½, ½) that the measured texts make too: Lehmer's generator with Park and Miller's factor. */
export function numbers(): () => number {
  let seed = 1;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647 - 0.5;
}

/** Rows of such numbers. */
export function table(next: () => number, rows: number, columns: number): Float64Array[] {
  return Array.from({ length: rows }, () => Float64Array.from({ length: columns }, next));
}
