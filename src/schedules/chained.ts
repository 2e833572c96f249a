import { defineSchedule } from "./schedule";

/**
 * Chained: several schedules at once, the rate being the product of their shares of η.
 *
 * torch.optim.lr_scheduler.ChainedScheduler, for schedules that multiply the rate (all but cyclic, oneCycle and
 * cosine ones above an etaMin, which PyTorch lets overwrite what others did).
 */
export const chained = defineSchedule({
  id: "chained",
  label: "Chained",
  description: "Several schedules at once: their shares of the rate are multiplied.",
  family: "combination",
  source: "PyTorch ChainedScheduler",
  options: { schedules: { kind: "schedules", help: "the schedules, in any order" } },
  formula: String.raw`\eta \prod_k \frac{\eta_k^t}{\eta}`,
  check: ({ schedules = [] }) =>
    schedules.length === 0 ? "chained needs schedules: [{ id: … }, …]" : undefined,

  rate: (t, { schedules }, lr) =>
    schedules.reduce((rate, schedule) => rate * (schedule(t) / lr), lr),

  zhTw: {
    "chained needs schedules: [{ id: … }, …]": "chained 需要 schedules：[{ id: … }, …]",
    Chained: "相乘",
    "Several schedules at once: their shares of the rate are multiplied.":
      "同時使用幾個排程：把它們各自的比例相乘。",
    "the schedules, in any order": "各個排程，順序不拘",
  },
});
