import { factor, length } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Warm-up: linear from startFactor·η to η over `steps` steps, then any other schedule from its own step 0.
 *
 *     η^t = η·( a + (1 − a)·t/steps )        t < steps
 *     η^t = then(t − steps)                  after
 *
 * Goyal et al., "Accurate, large minibatch SGD", arXiv:1706.02677 (gradual warm-up).
 */
export const warmup = defineSchedule({
  id: "warmup",
  label: "Warm-up",
  description: "Rises in a straight line, then hands over to any other schedule.",
  family: "warmup",
  source: "Goyal et al., arXiv:1706.02677",
  options: {
    steps: length(0.1, "steps of the rise"),
    startFactor: factor(0.01, "share of η at t = 0"),
    then: { kind: "schedule", help: "what follows, counting from 0" },
  },
  formula: String.raw`\eta\left(a + (1 - a)\tfrac{t}{\text{steps}}\right),\ \text{then } \eta_{\text{then}}^{\,t - \text{steps}}`,
  rate: (t, { steps, startFactor, then }, lr) =>
    t < steps ? lr * (startFactor + ((1 - startFactor) * t) / steps) : then(t - steps),

  zhTw: {
    "Rises in a straight line, then hands over to any other schedule.":
      "先直線上升，再交給任何其他排程。",
    "what follows, counting from 0": "之後的排程，從 0 開始計步",
  },
});
