import { defineSchedule } from "./schedule";

/** Constant: η^t = η. */
export const constant = defineSchedule({
  id: "constant",
  label: "Constant",
  description: "The same rate at every step.",
  family: "plain",
  source: "gradient descent as it is first taught",
  options: {},
  formula: String.raw`\eta`,
  rate: (_t, _options, lr) => lr,

  zhTw: {
    "The same rate at every step.": "每一步都用同樣的學習率。",
  },
});
