import type { OptionPath, Problems } from "./problems";
import { readNumber } from "./readValue";
import type { Extras } from "./runOptions";

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

/** The extras in `given`; those left out or wrong stay off. */
export function readExtras(
  given: Readonly<Record<string, unknown>>,
  names: readonly (keyof Extras)[],
  path: OptionPath,
  problems: Problems,
): Extras {
  const extras: { -readonly [K in keyof Extras]: Extras[K] } = {};
  for (const name of names) {
    if (!Object.hasOwn(given, name)) continue;
    const range = extraDeclarations[name];
    const value = readNumber(given[name], range, undefined, [...path, name], problems);
    if (value !== undefined) extras[name] = value;
  }
  return extras;
}
