// Twenty students: hours of study, and whether the exam was passed.
const hours = [
  0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5,
];
const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * Logistic regression: the chance to pass after so many hours is sigmoid(weight·hours + bias).
 *
 * The mean cross-entropy is convex, but weight and bias pull at each other: more weight wants
 * less bias, and the valley runs slantwise. The best fit is weight 1.5046, bias −4.0777, a loss
 * of 0.401494: half of the students pass after 2.71 hours. Gradient descent at 0.1 is not there
 * after 1000 steps, at 0.5 it is. L-BFGS, which learns the curvature as it goes, needs ten.
 *
 * @simulate {
 *   start: { weight: 0, bias: 0 }, steps: 1000, window: { weight: [-0.5, 3], bias: [-8, 2] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.1, label: "GD 0.1" },
 *     { optimizer: "gd", lr: 0.5, label: "GD 0.5" },
 *     { optimizer: "adagrad", lr: 0.5 },
 *     { optimizer: "adam", lr: 0.1 },
 *     { optimizer: "lbfgs" },
 *   ],
 * }
 */
export function crossEntropy({ weight, bias }: { weight: number; bias: number }): number {
  let sum = 0;
  for (let i = 0; i < hours.length; i++) {
    const probability = sigmoid(weight * hours[i]! + bias);
    sum -= passed[i] === 1 ? Math.log(probability) : Math.log(1 - probability);
  }
  return sum / hours.length;
}
