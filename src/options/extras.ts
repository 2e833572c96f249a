import type { Given, Problems } from "./problems";
import { readArgumentNumber } from "./readArgumentNumbers";
import { readNumber } from "./readValue";
import type { ArgumentNumber, Extras, NumbersByArgument, RunOptions } from "./runOptions";

/** What each extra is, for the parser, the panel and the README. */
export const extraDeclarations = {
  clipValue: {
    min: 1e-12,
    max: 1e12,
    help: "each coordinate of the gradient is held within ±this",
  },
  clipNorm: { min: 1e-12, max: 1e12, help: "the gradient is shortened to this Euclidean norm" },
  coupledWeightDecay: { min: 0, max: 1e6, help: "λ in g ← g + λ·θ, before the update" },
  decoupledWeightDecay: { min: 0, max: 1e6, help: "λ in θ ← (1 − η·λ)·θ, beside the update" },
  nesterov: { min: 0, max: 0.999999, help: "μ in g ← g + μ·(g − g of the step before)" },
} as const satisfies Record<keyof Extras, { min: number; max: number; help: string }>;

export const extraNames = Object.keys(extraDeclarations) as readonly (keyof Extras)[];

/** The extras in `given`, and those of them that arguments have their own of; what is left out or wrong stays off. */
export function readExtras(
  given: Given,
  names: readonly (keyof Extras)[],
  problems: Problems,
): { readonly extras: Extras; readonly byArgument: NonNullable<RunOptions["byArgument"]> } {
  const extras: { -readonly [K in keyof Extras]: Extras[K] } = {};
  const byArgument: { -readonly [Name in ArgumentNumber]?: NumbersByArgument } = {};
  for (const name of names) {
    if (!Object.hasOwn(given, name)) continue;
    const range = extraDeclarations[name];
    const at = problems.at(name);
    if (name === "coupledWeightDecay" || name === "decoupledWeightDecay") {
      const read = readArgumentNumber(given[name], range, undefined, at);
      if (read.value !== undefined) extras[name] = read.value;
      if (read.byArgument) byArgument[name] = read.byArgument;
      continue;
    }
    const value = readNumber(given[name], range, undefined, at);
    if (value !== undefined) extras[name] = value;
  }
  return { extras, byArgument };
}
