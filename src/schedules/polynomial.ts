import { length, number } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Polynomial: η^t = η·(1 − min(t, T)/T)^power, 0 from t = T on.
 *
 * torch.optim.lr_scheduler.PolynomialLR, 1.13.
 */
export const polynomial = defineSchedule({
  id: "polynomial",
  label: "Polynomial",
  description: "Falls to 0 over totalIters steps, as a power of what is left.",
  family: "decay",
  source: "PyTorch PolynomialLR",
  options: {
    totalIters: length(1, "steps until 0"),
    power: number(1, [0, 10], "1 is a straight line"),
  },
  formula: String.raw`\eta\left(1 - \tfrac{\min(t, T)}{T}\right)^{p}`,
  rate: (t, { totalIters, power }, lr) =>
    lr * Math.pow(1 - Math.min(t, totalIters) / totalIters, power),

  zhTw: {
    Polynomial: "多項式",
    "Falls to 0 over totalIters steps, as a power of what is left.":
      "在 totalIters 步內降到 0，依剩餘步數的次方。",
    "steps until 0": "降到 0 的步數",
    "1 is a straight line": "1 就是直線",
  },
});
