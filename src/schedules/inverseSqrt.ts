import { defineSchedule } from "./schedule";

/**
 * Inverse square root: η^t = η/√(t + 1).
 *
 * With the lecture's Adagrad (root mean square) this is the libraries' Adagrad (root of the sum).
 *
 * Zinkevich, "Online convex programming", ICML 2003.
 */
export const inverseSqrt = defineSchedule({
  id: "inverseSqrt",
  label: "Inverse square root",
  description: "Falls like 1/√t; turns the lecture's Adagrad into the libraries'.",
  family: "decay",
  source: "Zinkevich, ICML 2003",
  options: {},
  formula: String.raw`\frac{\eta}{\sqrt{t + 1}}`,
  rate: (t, _options, lr) => lr / Math.sqrt(t + 1),

  zhTw: {
    "Inverse square root": "平方根倒數",
    "Falls like 1/√t; turns the lecture's Adagrad into the libraries'.":
      "以 1/√t 下降；把課堂的 Adagrad 變成函式庫的 Adagrad。",
  },
});
