import { evenlySpread } from "../evenlySpread";
import { wordsOf } from "../names";

/** Where the literature starts, for the classic test functions of two variables. */
const customary: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["rosenbrock", [-1.2, 1]],
  ["himmelblau", [0.5, -0.5]],
  ["beale", [1, 1.5]],
  ["booth", [-5, 5]],
  ["matyas", [-8, 6]],
  ["ackley", [2.2, -1.6]],
  ["rastrigin", [2.2, -1.6]],
  ["griewank", [4, -6]],
  ["goldstein", [-0.5, 0.25]],
  ["branin", [2.5, 7.5]],
  ["mccormick", [2, 2]],
  ["easom", [2, 4]],
  ["styblinski", [0.5, -0.5]],
]);

/**
 * Start values where the code gives none.
 *
 * Up to three parameters: between 0.5 and 1.5, all positive, so that logarithms and roots are defined, and all
 * different, so that no symmetry hides a direction. More parameters, usually weights: the same sizes with alternating
 * signs, divided by √n, so that their weighted sums stay near 1. The classic test functions of two variables start where
 * the literature does.
 */
export function defaultStart(functionName: string, dimension: number): number[] {
  if (dimension === 2) {
    for (const word of wordsOf(functionName)) {
      const known = customary.get(word);
      if (known !== undefined) return [...known];
    }
  }
  const scale = dimension <= 3 ? 1 : 1 / Math.sqrt(dimension);
  return Array.from({ length: dimension }, (_, k) => {
    const size = 0.5 + evenlySpread(k + 1);
    const sign = dimension <= 3 || k % 2 === 0 ? 1 : -1;
    return Number((sign * size * scale).toPrecision(3));
  });
}
