import type { RunCurvature } from "../../../src/protocol/series";
import type { NumberSpec } from "../../parts/numberSpec";

/** Factors of ten that the slider spans each way. */
const decades = 3;

/** The rate that curvature allows at the start of a run at rate `lr`: lr·limit/(η·λmax(σ⁻¹H)); undefined where unknown. */
export function stableRate(curvature: RunCurvature | undefined, lr: number): number | undefined {
  const { limit, stability } = curvature ?? {};
  const first = stability?.find((value) => value > 0 && Number.isFinite(value));
  return limit === undefined || first === undefined ? undefined : (lr * limit) / first;
}

/**
 * The slider of a rate: three factors of ten each way about `center`, in whole powers of ten, further where the present
 * value lies beyond, and within what is allowed.
 */
export function rateSlider(
  { min, max }: Pick<NumberSpec, "min" | "max">,
  center: number,
  present: number,
): readonly [number, number] {
  const middle = Math.round(Math.log10(center));
  const held = Math.log10(present);
  const from = Math.min(middle - decades, Number.isFinite(held) ? Math.floor(held) : Infinity);
  const to = Math.max(middle + decades, Number.isFinite(held) ? Math.ceil(held) : -Infinity);
  return [Math.max(min, powerOfTen(from)), Math.min(max, powerOfTen(to))];
}

function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
