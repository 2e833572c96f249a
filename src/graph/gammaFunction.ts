/** Bernoulli numbers B₂, B₄, …, B₂₀. */
const BERNOULLI: readonly number[] = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
];

/** From here on the asymptotic series of ten terms are exact to rounding. */
const FAR = 12;

/** Below this, arguments are taken back by reflection, above it by recurrence. */
const REFLECTED = -20;

/**
 * ln |Γ(x)|: Stirling's series from 12 on, below it Γ(x) = Γ(x + n)/(x·…·(x + n − 1)), below 0 by reflection. Error below
 * 1e-14 of 1 + |ln |Γ||. Infinite at 0, −1, −2, …
 */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  }
  if (x >= FAR) return stirling(x);
  let product = 1;
  let at = x;
  for (; at < FAR; at++) product *= at;
  return stirling(at) - Math.log(product);
}

/** (x − ½)·ln x − x + ½·ln 2π + Σ B₂ₖ/(2k·(2k − 1)·x²ᵏ⁻¹). */
function stirling(x: number): number {
  const square = 1 / (x * x);
  let series = 0;
  for (let k = BERNOULLI.length; k > 0; k--) {
    series = series * square + BERNOULLI[k - 1]! / (2 * k * (2 * k - 1));
  }
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series / x;
}

/** sin πx without the rounding of πx. */
function sinPi(x: number): number {
  const nearest = Math.round(x);
  const sine = Math.sin(Math.PI * (x - nearest));
  return nearest % 2 === 0 ? sine : -sine;
}

/** ψ(x), the derivative of ln Γ. NaN at 0, −1, −2, … */
export function digamma(x: number): number {
  if (Number.isInteger(x) && x <= 0) return NaN;
  if (x < REFLECTED) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.round(x)));
  let sum = 0;
  let at = x;
  for (; at < FAR; at++) sum -= 1 / at;
  if (at === Infinity) return Infinity;
  const square = 1 / (at * at);
  let series = 0;
  for (let k = BERNOULLI.length; k > 0; k--) series = series * square + BERNOULLI[k - 1]! / (2 * k);
  return sum + Math.log(at) - 0.5 / at - series * square;
}

/**
 * ψ⁽ⁿ⁾(x) for n = 1, 2, …: Σ (−1)ⁿ⁺¹·n!/(x + k)ⁿ⁺¹, summed up to 12 + n and from there by its asymptotic series
 * (Abramowitz & Stegun 6.4.11). `polygamma(0, x)` is ψ(x). Infinite at 0, −1, −2, …
 */
export function polygamma(order: number, x: number): number {
  if (order === 0) return digamma(x);
  if (!(order > 0) || !Number.isInteger(order) || Number.isNaN(x)) return NaN;
  if (x === Infinity) return 0;
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < -1e4) return NaN;
  let factorial = 1;
  for (let k = 2; k < order; k++) factorial *= k;
  // factorial is (n − 1)!, rising (2k + n − 1)!/(2k)!.
  let sum = 0;
  let at = x;
  for (; at < FAR + order; at++) sum += (factorial * order) / at ** (order + 1);
  let series = factorial / at ** order + (factorial * order) / (2 * at ** (order + 1));
  let rising = (factorial * order * (order + 1)) / 2;
  for (let k = 1; k <= BERNOULLI.length; k++) {
    series += (BERNOULLI[k - 1]! * rising) / at ** (2 * k + order);
    rising *= ((2 * k + order) * (2 * k + order + 1)) / ((2 * k + 1) * (2 * k + 2));
  }
  return (order % 2 === 0 ? -1 : 1) * (sum + series);
}
