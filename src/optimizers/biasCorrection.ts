/** What corrects averages of weights β₁ and β₂ for having started from 0, at one step. */
export type BiasCorrections = {
  /** 1/(1 − β₁^{t+1}). */
  readonly meanCorrection: number;
  /** 1/√(1 − β₂^{t+1}). */
  readonly rootCorrection: number;
  /** β₁^{t+1} and β₂^{t+1}, which the next step goes on from: a product a step is five times as fast as a power. */
  readonly meanPower: number;
  readonly squarePower: number;
};

/** The corrections of the step after `previous`, or of t = 0. */
export function biasCorrections(
  previous: BiasCorrections | undefined,
  beta1: number,
  beta2: number,
): BiasCorrections {
  const meanPower = previous === undefined ? beta1 : previous.meanPower * beta1;
  const squarePower = previous === undefined ? beta2 : previous.squarePower * beta2;
  return {
    meanCorrection: 1 / (1 - meanPower),
    rootCorrection: 1 / Math.sqrt(1 - squarePower),
    meanPower,
    squarePower,
  };
}
