import { length, number, rate } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Cosine with warm restarts: a half wave of t0 steps, then one tMult times as long, and so on; as long by default.
 *
 *     η^t = η_min + (η − η_min)·(1 + cos(π·T_cur/T_i))/2
 *
 * Loshchilov & Hutter, "SGDR", arXiv:1608.03983; torch.optim.lr_scheduler.CosineAnnealingWarmRestarts, 1.13.
 */
export const cosineRestarts = defineSchedule({
  id: "cosineRestarts",
  label: "Cosine with restarts",
  description: "Half cosine waves, each tMult times as long as the one before.",
  family: "cycle",
  source: "Loshchilov & Hutter, arXiv:1608.03983; PyTorch CosineAnnealingWarmRestarts",
  options: {
    t0: length(0.2, "steps of the first wave"),
    tMult: number(1, [1, 10], "each wave's length over the last", { integer: true }),
    etaMin: rate(0, "the lowest rate"),
  },
  formula: String.raw`\eta_{\min} + \tfrac12(\eta - \eta_{\min})\left(1 + \cos\tfrac{\pi T_{cur}}{T_i}\right)`,

  rate(t, { t0, tMult, etaMin }, lr) {
    let length = t0;
    let since = t;
    if (tMult === 1) since = t % t0;
    else
      while (since >= length) {
        since -= length;
        length *= tMult;
      }
    return etaMin + ((lr - etaMin) * (1 + Math.cos((Math.PI * since) / length))) / 2;
  },

  zhTw: {
    "Cosine with restarts": "餘弦重啟",
    "Half cosine waves, each tMult times as long as the one before.":
      "一個接一個的半餘弦波，每個是前一個的 tMult 倍長。",
    "steps of the first wave": "第一個波的步數",
    "each wave's length over the last": "每個波與前一個的長度比",
  },
});
