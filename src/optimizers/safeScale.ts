/**
 * σ, or 1 where σ is 0.
 *
 * A σ without ε is 0 only while every gradient so far was 0; m is 0 then too, and 0/0 must be a step of 0.
 */
export function safeScale(sigma: number): number {
  return sigma === 0 ? 1 : sigma;
}
