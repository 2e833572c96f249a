import { criticalGradientNorm } from "../curvature/curvature";
import type { RunView } from "./runView";

/** Rows from `from` to `to` with a small gradient, and the flattest of them. */
export interface CriticalStretch {
  readonly from: number;
  readonly to: number;
  readonly flattest: number;
}

/** All stretches of the run at which the gradient norm is below a bound; by default those at which it counts as zero. */
export function criticalStretches(
  { trace, last }: RunView,
  bound = criticalGradientNorm,
): CriticalStretch[] {
  const stretches: CriticalStretch[] = [];
  let from = -1;
  let flattest = -1;
  for (let t = 0; t <= last + 1; t++) {
    if (t <= last && trace.gradientNorm[t]! < bound) {
      if (from < 0) from = flattest = t;
      if (trace.gradientNorm[t]! < trace.gradientNorm[flattest]!) flattest = t;
    } else if (from >= 0) {
      stretches.push({ from, to: t - 1, flattest });
      from = -1;
    }
  }
  return stretches;
}

/** Does the run end where the gradient counts as zero? */
export function endsCritical({ trace, last }: RunView): boolean {
  return trace.gradientNorm[last]! < criticalGradientNorm;
}
