import { choice, factor, rate, steps } from "./option";
import { defineLossSchedule } from "./schedule";

/**
 * Plateau: the rate is multiplied by `factor` when the loss has not improved for more than `patience` steps.
 *
 * The loss at θ^t counts from step t + 1 on. An improvement is a loss below best·(1 − threshold) (`rel`) or
 * best − threshold (`abs`); after a drop `cooldown` steps pass before bad ones count again.
 *
 * torch.optim.lr_scheduler.ReduceLROnPlateau, 1.13 (its `mode` "max" has no use for a loss).
 */
export const plateau = defineLossSchedule({
  id: "plateau",
  label: "Plateau",
  description: "The rate drops when the loss has not improved for a while.",
  family: "loss",
  source: "PyTorch ReduceLROnPlateau",
  options: {
    factor: factor(0.1, "what the rate is multiplied by"),
    patience: steps(10, "steps without improvement that are forgiven", 0),
    threshold: factor(1e-4, "how much better counts as better", 1e6),
    thresholdMode: choice(["rel", "abs"], "threshold as a share or as is"),
    cooldown: steps(0, "steps after a drop during which nothing counts", 0),
    minLr: rate(0, "the rate never drops below this"),
    eps: factor(1e-8, "a smaller drop than this is left out"),
  },
  formula: String.raw`\eta \cdot \text{factor}^{\#\text{plateaus so far}}`,
  memory: { best: Infinity, bad: 0, cooling: 0, lost: 0 },

  observe(loss, memory, options, lr) {
    const { factor, patience, threshold, thresholdMode, cooldown, minLr, eps } = options;
    const target =
      thresholdMode === "rel" ? memory.best * (1 - threshold) : memory.best - threshold;
    const better = loss < target;
    const best = better ? loss : memory.best;
    const cooling = Math.max(0, memory.cooling - 1);
    const bad = better || memory.cooling > 0 ? 0 : memory.bad + 1;
    if (bad <= patience) return { best, bad, cooling, lost: memory.lost };
    const current = lr - memory.lost;
    const next = Math.max(current * factor, minLr);
    return {
      best,
      bad: 0,
      cooling: cooldown,
      lost: current - next > eps ? lr - next : memory.lost,
    };
  },

  rate: ({ lost }, _options, lr) => lr - lost,

  zhTw: {
    Plateau: "高原",
    "The rate drops when the loss has not improved for a while.":
      "損失一段時間沒有進步時，學習率就降低。",
    "what the rate is multiplied by": "學習率乘上的倍數",
    "steps without improvement that are forgiven": "容許多少步沒有進步",
    "how much better counts as better": "好多少才算進步",
    "threshold as a share or as is": "門檻是比例還是數值本身",
    "steps after a drop during which nothing counts": "降低之後多少步之內不計",
    "the rate never drops below this": "學習率不會低於這個值",
    "a smaller drop than this is left out": "降幅小於這個值就不降",
  },
});
