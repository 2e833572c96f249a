/** Throws a RangeError that names the bound if a method that keeps n × n numbers is given too many parameters. */
export function requireAtMost(label: string, most: number, dimension: number): void {
  if (dimension > most)
    throw new RangeError(
      `${label} keeps a number for every pair of parameters: at most ${most} parameters, and this function has ${dimension}`,
    );
}
