/**
 * Coupled weight decay: g + λ·θ; g itself, to the last bit, when λ = 0.
 *
 * Source: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html, "if λ ≠ 0".
 */
export function withDecay(gradient: number, weightDecay: number, theta: number): number {
  return weightDecay === 0 ? gradient : gradient + weightDecay * theta;
}
