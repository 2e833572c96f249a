import { increasingSteps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Piecewise constant: `values[k]` while k boundaries have been reached. The values are rates, not factors.
 *
 * Keras PiecewiseConstantDecay (which changes one step later: at t > boundary); optax piecewise_constant_schedule.
 */
export const piecewise = defineSchedule({
  id: "piecewise",
  label: "Piecewise",
  description: "Rates of your own, each up to a boundary.",
  family: "combination",
  source: "Keras PiecewiseConstantDecay",
  options: {
    boundaries: increasingSteps([300, 600], "steps at which the rate changes"),
    values: {
      kind: "numbers",
      default: [0.1, 0.01, 0.001],
      min: 0,
      max: 1e6,
      help: "rates, one more than there are boundaries",
    },
  },
  formula: String.raw`\text{values}_{\#\{\text{boundaries} \le t\}}`,
  check: ({ boundaries = [300, 600], values = [0.1, 0.01, 0.001] }) =>
    values.length === boundaries.length + 1
      ? undefined
      : `piecewise needs one value more than boundaries: ${boundaries.length} boundaries, ${values.length} values`,
  rate: (t, { boundaries, values }, lr) =>
    values[boundaries.filter((boundary) => boundary <= t).length] ?? lr,

  zhTw: {
    Piecewise: "分段",
    "Rates of your own, each up to a boundary.": "自訂的學習率，各用到一個界限為止。",
    "steps at which the rate changes": "學習率在哪些步改變",
    "rates, one more than there are boundaries": "各段學習率，比界限多一個",
    "piecewise needs one value more than boundaries: # boundaries, # values":
      "piecewise 的 values 要比 boundaries 多一個：現在有 # 個界限、# 個值",
  },
});
