import { describe, expect, test } from "vitest";
import { expectSteps, parabola, short, slope, steps } from "./byHand";

/** The rate is halved after every step. */
const halved = { id: "step", options: { stepSize: 1, gamma: 0.5 } };

describe("conventions of the lecture, Keras and Optax", () => {
  test("momentum: the lecture keeps η inside the movement", () => {
    // g = 2, η = 1 then ½, μ = ½. v = 1·2 = 2, θ = 2; v = ½·2 + ½·2 = 2, θ = 0.
    const settings = { lr: 1, schedule: halved, hyperparameters: { momentum: 0.5 } };
    const lecture = { ...settings, hyperparameters: { momentum: 0.5, convention: "lecture" } };
    expectSteps(steps("momentum", slope([4], [2]), lecture), [2], [0]);
    // PyTorch: u = 2, θ = 2; u = ½·2 + 2 = 3, θ = 2 − ½·3.
    expectSteps(steps("momentum", slope([4], [2]), settings), [2], [0.5]);
  });

  test("sgd: Keras' Nesterov", () => {
    // keras.optimizers.SGD: v ← μ·v − η·g, w ← w + μ·v − η·g.
    // v = −2, w = 4 + (−1 − 2) = 1; v = −1 − ½·2 = −2, w = 1 + (−1 − 1) = −1.
    const hyperparameters = { momentum: 0.5, nesterov: true, convention: "keras" };
    expectSteps(
      steps("sgd", slope([4], [2]), { lr: 1, schedule: halved, hyperparameters }),
      [1],
      [-1],
    );
  });

  test("adagrad: root mean square in the lecture, ε inside the root in Keras and Optax", () => {
    // σ = |4|, θ = 4 − 1; σ = √((16 + 9)/2), θ = 3 − 3/σ.
    const lecture = { lr: 1, hyperparameters: { convention: "lecture" } };
    expectSteps(steps("adagrad", parabola, lecture), [3], [3 - 3 / Math.sqrt(12.5)]);
    // a = 8.5: σ = √(8.5 + 16 + ½) = 5, θ = 4 − 4/5; σ = √(8.5 + 16 + 3.2² + ½).
    for (const convention of ["keras", "optax"]) {
      const hyperparameters = { convention, eps: 0.5, initialAccumulatorValue: 8.5 };
      expectSteps(
        steps("adagrad", parabola, { lr: 1, hyperparameters }),
        [3.2],
        [3.2 - 3.2 / Math.sqrt(8.5 + 16 + 3.2 ** 2 + 0.5)],
      );
    }
  });

  test("rmsprop: σ starts from |g| in the lecture, ε inside the root in Keras", () => {
    // σ = 4, θ = 3; σ² = ¾·16 + ¼·9 = 14.25.
    const lecture = { lr: 1, hyperparameters: { alpha: 0.75, convention: "lecture" } };
    expectSteps(steps("rmsprop", parabola, lecture), [3], [3 - 3 / Math.sqrt(14.25)]);
    // v = ¼·16 = 4, σ = √(4 + ½), movement b = 4/σ, θ = 4 − b; v = ¾·4 + ¼·θ², b = ½·b + θ/√(v + ½).
    const hyperparameters = { alpha: 0.75, eps: 0.5, momentum: 0.5, convention: "keras" };
    const first = 4 - 4 / Math.sqrt(4.5);
    const v = 0.75 * 4 + 0.25 * first * first;
    expectSteps(
      steps("rmsprop", parabola, { lr: 1, hyperparameters }),
      [first],
      [first - (0.5 * (4 / Math.sqrt(4.5)) + first / Math.sqrt(v + 0.5))],
    );
  });

  test("rmsprop: Keras and Optax keep η inside the movement", () => {
    // α = 0: v = g² = 4, σ = √(4 + 5) = 3, g/σ = ⅔, η = 3 then 1.5. b = 3·⅔ = 2, θ = 2; b = ½·2 + 1.5·⅔ = 2, θ = 0.
    const settings = { lr: 3, schedule: halved };
    const shared = { alpha: 0, eps: 5, momentum: 0.5 };
    for (const convention of ["keras", "optax"])
      expectSteps(
        steps("rmsprop", slope([4], [2]), {
          ...settings,
          hyperparameters: { ...shared, convention },
        }),
        [2],
        [0],
      );
    // PyTorch, ε = 1 outside: σ = 3 too. b = ⅔, θ = 4 − 3·⅔ = 2; b = ⅓ + ⅔ = 1, θ = 2 − 1.5.
    const torch = { ...shared, eps: 1 };
    expectSteps(
      steps("rmsprop", slope([4], [2]), { ...settings, hyperparameters: torch }),
      [2],
      [0.5],
    );
  });

  test("adamw: Keras adds ε before the correction", () => {
    // As Adam below, from (1 − 0.1)·4 and (1 − 0.1)·θ: σ = 6, θ = 3.6 − 4/6 = 44/15.
    // u = 1 + 22/15 = 37/15, m = (37/15)/¾; v = 3 + ¼·θ², σ = (√v + 1)/√(7/16).
    const hyperparameters = { ...short, weightDecay: 0.1, convention: "keras" };
    const first = 44 / 15;
    const sigma = (Math.sqrt(3 + first ** 2 / 4) + 1) / Math.sqrt(7 / 16);
    expectSteps(
      steps("adamw", parabola, { lr: 1, hyperparameters }),
      [first],
      [0.9 * first - 37 / 15 / 0.75 / sigma],
    );
  });

  test("adamax: Keras adds ε to the largest", () => {
    // u = 2, m = 4; w = 4, σ = 5: θ = 3.2. u = 1 + 1.6 = 2.6, m = 2.6/¾; w = max(3, 3.2), σ = 4.2.
    // (PyTorch's w is max(¾·5, 3.2 + 1) = 4.2 there, the same by chance; from the third step on it is not.)
    const hyperparameters = { ...short, convention: "keras" };
    const second = 3.2 - 2.6 / 0.75 / 4.2;
    // u = 1.3 + θ/2, m = u/(7/8); w = max(¾·3.2, |θ|) = 2.4, σ = 3.4.
    const third = second - (1.3 + second / 2) / 0.875 / 3.4;
    expect(Math.abs(second)).toBeLessThan(2.4);
    const keras = steps("adamax", parabola, { lr: 1, hyperparameters }, 3);
    expectSteps(keras, [3.2], [second], [third]);
    // ¾·4.2 = 3.15 in PyTorch's.
    const torch = steps("adamax", parabola, { lr: 1, hyperparameters: short }, 3);
    expect(Math.abs(torch[2]![0]! - third)).toBeGreaterThan(1e-3);
  });

  test("adam: Keras adds ε before the correction", () => {
    // u = 2, m = 4; v = 4, σ = (2 + 1)/√¼ = 6, θ = 4 − 4/6 = 10/3.
    // u = 1 + 5/3 = 8/3, m = (8/3)/¾ = 32/9; v = 3 + ¼·100/9 = 52/9, σ = (√(52/9) + 1)/√(7/16).
    const settings = { lr: 1, hyperparameters: { ...short, convention: "keras" } };
    expectSteps(
      steps("adam", parabola, settings),
      [10 / 3],
      [10 / 3 - (32 / 9 / (Math.sqrt(52 / 9) + 1)) * Math.sqrt(7 / 16)],
    );
  });

  test("nadam keeps its momentum at β₁ in Optax", () => {
    // As NAdamW without decay: m = 16/3, σ = 5: θ = 4 − 16/15 = 44/15.
    const first = 44 / 15;
    const m = (0.5 * (1 + first / 2)) / 0.875 + (0.5 * first) / 0.75;
    const sigma = Math.sqrt((3 + first ** 2 / 4) / (7 / 16)) + 1;
    const hyperparameters = { ...short, convention: "optax" };
    expectSteps(steps("nadam", parabola, { lr: 1, hyperparameters }), [first], [first - m / sigma]);
  });

  test("radam adds ε after the correction in Optax", () => {
    // β₂ = 0.9: ρ∞ = 19 and ρ^t = 19 − 2(t+1)·0.9^{t+1}/(1 − 0.9^{t+1}), with a constant gradient of 2 and ε = 1.
    // v̂ = 4 and m = 2 at every step: θ falls by 2 while ρ^t < 5, then by 2·r/(2 + 1).
    const hyperparameters = { beta1: 0.5, beta2: 0.9, eps: 1, convention: "optax" };
    const length = (n: number): number => 19 - (2 * n * 0.9 ** n) / (1 - 0.9 ** n);
    expect([length(5) < 5, length(6) > 5]).toEqual([true, true]);
    const r = Math.sqrt(((length(6) - 4) * (length(6) - 2) * 19) / (15 * 17 * length(6)));
    const settings = { lr: 1, hyperparameters };
    const six = steps("radam", slope([20], [2]), settings, 6);
    expectSteps(six, [18], [16], [14], [12], [10], [10 - (2 * r) / 3]);
    // PyTorch adds ε to √v = √(4·(1 − 0.9⁶)) first.
    const kept = Math.sqrt(1 - 0.9 ** 6);
    const torch = steps(
      "radam",
      slope([20], [2]),
      { lr: 1, hyperparameters: { ...hyperparameters, convention: "pytorch" } },
      6,
    );
    expectSteps(torch.slice(5), [10 - (2 * r * kept) / (2 * kept + 1)]);
  });
});
