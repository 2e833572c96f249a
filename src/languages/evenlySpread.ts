/** The golden ratio's fraction. */
const golden = 0.6180339887498949;

/** The k-th of numbers that spread evenly over [0, 1) and never repeat: the fraction of k times the golden ratio. */
export function evenlySpread(k: number): number {
  return (golden * k) % 1;
}
