import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { seededRandom } from "./seededRandom";

/**
 * Points that fill the unit cube [0, 1)^d evenly, however many are taken: the R sequence, shifted by a seeded vector s.
 *
 *     x_n = (s + n·a) mod 1,   a_k = φ_d^{−k},   φ_d^{d+1} = φ_d + 1
 *
 * The first points of a longer list are those of a shorter one.
 *
 * Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018; the shift as in Cranley & Patterson, 1976.
 */
export function quasiRandomPoints(dimension: number, count: number, seed: number): number[][] {
  const ratio = generalizedGoldenRatio(dimension);
  const random = seededRandom(seed);
  const shift = Array.from({ length: dimension }, () => uniformFloat64(random));
  return Array.from({ length: count }, (_, n) =>
    shift.map((s, k) => (s + n * ((1 / ratio) ** (k + 1) % 1)) % 1),
  );
}

/** φ_d: the positive root of x^{d+1} = x + 1. */
export function generalizedGoldenRatio(dimension: number): number {
  let ratio = 2;
  // x ← (1 + x)^{1/(d+1)} shrinks errors by a factor below ½ a round.
  for (let round = 0; round < 64; round++) ratio = (1 + ratio) ** (1 / (dimension + 1));
  return ratio;
}
