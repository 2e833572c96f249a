const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": (a, b) => a ** b,
};

/** `a operator b` as all languages have it; undefined for an operator that they have not in common. */
export function arithmetic(operator: string, a: number, b: number): number | undefined {
  return operations[operator]?.(a, b);
}
