import { increasingSteps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Sequence: several schedules one after the other, each counting from 0 at its milestone.
 *
 * torch.optim.lr_scheduler.SequentialLR.
 */
export const sequence = defineSchedule({
  id: "sequence",
  label: "Sequence",
  description: "Several schedules one after the other, each from its milestone.",
  family: "combination",
  source: "PyTorch SequentialLR",
  options: {
    schedules: { kind: "schedules", help: "the schedules, in order" },
    milestones: increasingSteps(
      [],
      "steps at which the next schedule takes over, one fewer than schedules",
      1,
    ),
  },
  formula: String.raw`\eta_k^{\,t - \text{milestone}_k},\ k = \#\{\text{milestones} \le t\}`,
  check: ({ schedules = [], milestones = [] }) =>
    schedules.length === 0
      ? "sequence needs schedules: [{ id: … }, …]"
      : milestones.length === schedules.length - 1
        ? undefined
        : `sequence needs one milestone fewer than schedules: ${schedules.length} schedules, ${milestones.length} milestones`,

  rate(t, { schedules, milestones }, lr) {
    const passed = milestones.filter((milestone) => milestone <= t).length;
    const current = schedules[passed];
    return current === undefined ? lr : current(t - (milestones[passed - 1] ?? 0));
  },

  zhTw: {
    "sequence needs schedules: [{ id: … }, …]": "sequence 需要 schedules：[{ id: … }, …]",
    Sequence: "接續",
    "Several schedules one after the other, each from its milestone.":
      "幾個排程依序接替，各從自己的里程碑開始。",
    "the schedules, in order": "各個排程，依序",
    "steps at which the next schedule takes over, one fewer than schedules":
      "下一個排程在哪些步接手，比排程少一個",
    "sequence needs one milestone fewer than schedules: # schedules, # milestones":
      "sequence 的 milestones 要比 schedules 少一個：現在有 # 個排程、# 個里程碑",
  },
});
