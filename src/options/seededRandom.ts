import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/**
 * Outputs that are left out. The state begins as the bits of a seed between zeros and ones, and it takes xoroshiro128+
 * some tens of outputs to mix those (Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM Trans.
 * Math. Softw. 47, 2021, section 8).
 */
const unmixed = 64;

/**
 * The random numbers of a seed; those of neighbouring seeds have nothing in common. A seed as it stands would not do: the
 * first output is then −1 − seed, by which the first normal number of every small seed lies 6 σ out or more, and since the
 * generator is linear in the bits of its state, what two seeds share they share for ever.
 */
export function seededRandom(seed: number): RandomGenerator {
  const random = xoroshiro128plus(mixed(seed | 0));
  for (let k = 0; k < unmixed; k++) random.next();
  return random;
}

/**
 * A one-to-one map of 32-bit integers, each bit of the seed changing every bit of the result half of the time: a step of
 * SplitMix (Steele, Lea, Flood, OOPSLA 2014) with the finalizer of MurmurHash3 (Appleby, 2011).
 */
function mixed(seed: number): number {
  let bits = (seed + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
