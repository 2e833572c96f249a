import { steps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Noam, the Transformer's schedule: up in a straight line for `warmup` steps, then down like 1/√t.
 *
 *     η^t = η · d_model^(−1/2) · min( s^(−1/2), s·warmup^(−3/2) ),  s = t + 1
 *
 * The paper counts steps from 1 and has no other learning rate: lr 1 is the paper's.
 *
 * Vaswani et al., "Attention is all you need", arXiv:1706.03762, section 5.3.
 */
export const noam = defineSchedule({
  id: "noam",
  label: "Transformer (Noam)",
  description: "Rises in a straight line, then falls like 1/√t; lr 1 is the paper's.",
  family: "warmup",
  source: "Vaswani et al., arXiv:1706.03762",
  options: {
    dModel: steps(512, "width of the model, d_model"),
    warmup: steps(4000, "steps of the rise"),
  },
  formula: String.raw`\eta\, d_{model}^{-1/2} \min\left(s^{-1/2},\ s \cdot \text{warmup}^{-3/2}\right),\ s = t + 1`,
  rate: (t, { dModel, warmup }, lr) =>
    lr * Math.pow(dModel, -0.5) * Math.min(Math.pow(t + 1, -0.5), (t + 1) * Math.pow(warmup, -1.5)),

  zhTw: {
    "Transformer (Noam)": "Transformer（Noam）",
    "Rises in a straight line, then falls like 1/√t; lr 1 is the paper's.":
      "先直線上升，再以 1/√t 下降；論文裡的 lr 是 1。",
    "width of the model, d_model": "模型的寬度 d_model",
  },
});
