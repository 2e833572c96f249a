import type { CodeContext } from "./codeContext";
import type { Extras } from "../options/runOptions";
import { pythonFloat, pythonInteger } from "./python";

/** What happens to the gradient `g` between the loss and the optimizer, as lines before the loop and in it. */
export interface GradientLines {
  readonly before: readonly string[];
  readonly step: readonly string[];
}

/**
 * Noise, early stop and extras, in the order of a run: noise, tolerance, `clipValue`, `clipNorm`,
 * `coupledWeightDecay`, `nesterov`. The libraries' own clipping by norm is not used: PyTorch's divides by ‖g‖ + 1e-6.
 */
export function gradientLines(
  extras: Extras,
  context: CodeContext,
  /** λ of each parameter as an array, where it is not the same for all. */
  coupledDecays?: string,
): GradientLines {
  const { clipValue, clipNorm, coupledWeightDecay, nesterov } = extras;
  const { noise = 0, seed = 0, tolerance = 0 } = context;
  const before: string[] = [];
  const step: string[] = [];
  if (noise > 0) {
    before.push(`noise = np.random.default_rng(${pythonInteger(Math.abs(Math.trunc(seed)))})`);
    step.push(`g = g + ${pythonFloat(noise)} * xp.as_array(noise.standard_normal(len(theta)))`);
  }
  const length = "math.sqrt(float(xp.sum(g * g)))";
  if (tolerance > 0) step.push(`if ${length} <= ${pythonFloat(tolerance)}:`, "    break");
  if (clipValue !== undefined) {
    const limit = pythonFloat(clipValue);
    step.push(`g = xp.clip(g, -${limit}, ${limit})`);
  }
  if (clipNorm !== undefined) {
    const limit = pythonFloat(clipNorm);
    step.push(`length_of_g = ${length}`);
    step.push(`if length_of_g > ${limit}:`, `    g = g * (${limit} / length_of_g)`);
  }
  if (coupledWeightDecay !== undefined)
    step.push(`g = g + ${coupledDecays ?? pythonFloat(coupledWeightDecay)} * theta`);
  if (nesterov !== undefined) {
    before.push("g_before = xp.zeros_like(theta)");
    step.push(`g, g_before = g + ${pythonFloat(nesterov)} * (g - g_before), g`);
  }
  return { before, step };
}
