/**
 * Polynomials of our elementary functions, lowest power first: interpolation at the Chebyshev points
 * of the interval, computed with 200-bit integers (`elementary.test.ts` computes them again).
 */

/** (e^r − 1 − r)/r² for |r| ≤ 0.34658, a little over ½ ln 2. */
export const EXP_COEFFICIENTS: readonly number[] = [
  0.5000000000000001, 0.16666666666666669, 0.04166666666662416, 0.008333333333330063,
  0.0013888888917199863, 0.00019841269863042963, 0.000024801521317484083, 0.0000027557268476553695,
  2.7620078203806394e-7, 2.5100377619606372e-8,
];

/** (ln((1 + s)/(1 − s)) − 2s)/s³ as a polynomial in z = s², for z ≤ 0.02944. */
export const LOG_COEFFICIENTS: readonly number[] = [
  0.666666666666667, 0.3999999999989945, 0.28571428626001427, 0.22222211130560726,
  0.18182889433757515, 0.15331711346672997, 0.14616576421644387,
];
