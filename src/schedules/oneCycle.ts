import { choice, flag, length, number, rate } from "./option";
import { defineSchedule } from "./schedule";

/**
 * One cycle: up from maxLr/divFactor to maxLr in the first pctStart of totalSteps, then down to the start divided by
 * finalDivFactor; after the last step the rate stays there.
 *
 * `threePhase` comes down to the start as fast as it went up, then falls.
 *
 * Smith & Topin, "Super-convergence", arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR, 1.13.
 */
export const oneCycle = defineSchedule({
  id: "oneCycle",
  label: "One cycle",
  description: "One rise to maxLr, then one long fall almost to 0.",
  family: "cycle",
  source: "Smith & Topin, arXiv:1708.07120; PyTorch OneCycleLR",
  options: {
    maxLr: rate(1, "the highest rate"),
    totalSteps: length(1, "steps of the cycle", 2),
    pctStart: number(0.3, [0, 1], "share of the steps that rise"),
    annealStrategy: choice(["cos", "linear"], "shape of rise and fall"),
    divFactor: number(25, [1, 1e9], "maxLr over the first rate"),
    finalDivFactor: number(1e4, [1e-9, 1e12], "the first rate over the last"),
    threePhase: flag(false, "come back to the first rate before the fall"),
  },
  formula: String.raw`\tfrac{\eta_{\max}}{\text{div}} \nearrow \eta_{\max} \searrow \tfrac{\eta_{\max}}{\text{div}\cdot\text{finalDiv}}`,
  check: ({ threePhase, pctStart }) =>
    threePhase === true && pctStart !== undefined && pctStart > 0.5
      ? "threePhase needs pctStart of at most 0.5"
      : undefined,

  rate(t, options) {
    const { maxLr, totalSteps, pctStart, annealStrategy, divFactor, finalDivFactor, threePhase } =
      options;
    const first = maxLr / divFactor;
    const last = first / finalDivFactor;
    const end = totalSteps - 1;
    const top = pctStart * totalSteps - 1;
    const back = threePhase ? 2 * pctStart * totalSteps - 2 : top;
    const between = (from: number, to: number, start: number, stop: number): number => {
      const share = stop > start ? Math.min(1, (t - start) / (stop - start)) : 1;
      return annealStrategy === "linear"
        ? from + (to - from) * share
        : to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
    };
    if (t <= top) return between(first, maxLr, 0, top);
    if (t <= back) return between(maxLr, first, top, back);
    return between(threePhase ? first : maxLr, last, back, end);
  },

  zhTw: {
    "threePhase needs pctStart of at most 0.5": "threePhase 需要 pctStart 不超過 0.5",
    "One cycle": "單一週期",
    "One rise to maxLr, then one long fall almost to 0.": "升到 maxLr 一次，再緩緩降到幾乎為 0。",
    "the highest rate": "最高的學習率",
    "steps of the cycle": "週期的步數",
    "share of the steps that rise": "上升占步數的比例",
    "shape of rise and fall": "上升與下降的形狀",
    "maxLr over the first rate": "maxLr 與最初學習率之比",
    "the first rate over the last": "最初與最後學習率之比",
    "come back to the first rate before the fall": "下降之前先回到最初的學習率",
  },
});
