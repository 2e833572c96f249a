import { length, rate } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Cosine: half a wave from η to `etaMin` in `tMax` steps (and back up after them, as in PyTorch).
 *
 *     η^t = η_min + (η − η_min)·(1 + cos(π·t/T))/2
 *
 * Loshchilov & Hutter, "SGDR", arXiv:1608.03983; torch.optim.lr_scheduler.CosineAnnealingLR, 1.13.
 */
export const cosine = defineSchedule({
  id: "cosine",
  label: "Cosine",
  description: "Half a cosine wave from the rate down to etaMin, and back up after tMax.",
  family: "decay",
  source: "Loshchilov & Hutter, arXiv:1608.03983; PyTorch CosineAnnealingLR",
  options: {
    tMax: length(1, "steps of half a wave"),
    etaMin: rate(0, "the lowest rate"),
  },
  formula: String.raw`\eta_{\min} + \tfrac12(\eta - \eta_{\min})\left(1 + \cos\tfrac{\pi t}{T}\right)`,
  rate: (t, { tMax, etaMin }, lr) =>
    etaMin + ((lr - etaMin) * (1 + Math.cos((Math.PI * t) / tMax))) / 2,

  zhTw: {
    Cosine: "餘弦",
    "Half a cosine wave from the rate down to etaMin, and back up after tMax.":
      "以半個餘弦波從學習率降到 etaMin，過了 tMax 再升回去。",
    "steps of half a wave": "半個波的步數",
  },
});
