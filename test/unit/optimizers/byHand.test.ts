import { describe, expect, test } from "vitest";
import { expectSteps, parabola, short, slope, steps } from "./byHand";
import type { TestFunction } from "./testFunctions";

describe("PyTorch after 1.13", () => {
  test("nadam", () => {
    // ψ = 0: μ = ½·(1 − ½) = ¼ at every step. m = ¾·4/(1 − ¼) + ¼·2/(1 − 1/16) = 4 + 8/15; σ = 4 + 1.
    // Then u = 1 + θ/2, m = ¾·θ/(1 − 1/16) + ¼·u/(1 − 1/64); v = 3 + θ²/4, σ = √(v/(7/16)) + 1.
    const first = 4 - (4 + 8 / 15) / 5;
    const m = (0.75 * first) / (15 / 16) + (0.25 * (1 + first / 2)) / (63 / 64);
    const sigma = Math.sqrt((3 + first ** 2 / 4) / (7 / 16)) + 1;
    expectSteps(
      steps("nadam", parabola, { lr: 1, hyperparameters: { ...short, momentumDecay: 0 } }),
      [first],
      [first - m / sigma],
    );
  });

  test("adafactor: a matrix by its rows and columns", () => {
    // G = [[1, 2], [2, 4]]: row means of squares (2.5, 10), column means (2.5, 10), mean 6.25, so V = R·C/6.25 is
    // (1, 4, 4, 16) and u is all 1, RMS 1. θ is all 2: α = 2·min(0.1, 1) = 0.2; then 1.8·min(0.1, 1/√2) = 0.18.
    const gradient = slope([2, 2, 2, 2], [1, 2, 2, 4]);
    expectSteps(
      steps("adafactor", gradient, { lr: 0.1, shapes: [[2, 2]] }),
      [1.8, 1.8, 1.8, 1.8],
      [1.62, 1.62, 1.62, 1.62],
    );
  });

  test("adafactor: a vector, clipped", () => {
    // t = 0: V = 16, u = 1, α = 4·min(1, 1) → θ = 4 − ½·4 with η = ½: 2.
    // t = 1: intake 2^−1 (beta2Decay −1): V = 16 + ½(4 − 16) = 10, u = 2/√10 < 1, α = 2·min(½, 1/√2) = 1.
    const settings = { lr: 0.5, hyperparameters: { beta2Decay: -1 }, shapes: [[1]] };
    expectSteps(steps("adafactor", parabola, settings), [2], [2 - 2 / Math.sqrt(10)]);
    // L = −½θ² from −1, so that the gradient grows and u above d = 1 is shortened to 1:
    // g = 1, u = 1, α = ½, θ = −1.5; g = 1.5, V = 1 + ½(2.25 − 1), u = 1.5/√1.625 = 1.18 → 1, α = 1.5·½, θ = −2.25.
    const hill: TestFunction = {
      start: [-1],
      value: (p) => -0.5 * p[0]! * p[0]!,
      gradient: (p) => [-p[0]!],
    };
    expectSteps(steps("adafactor", hill, settings), [-1.5], [-2.25]);
  });

  test("muon: singular values go through the quintic five times", () => {
    // diag(3, 4) has norm 5: singular values 0.6 and 0.8, each through a·s + b·s³ + c·s⁵ five times. With a constant
    // gradient the average points the same way, and orthogonalizing forgets its length. λ = 0.
    const quintic = (s: number): number => 3.4445 * s - 4.775 * s ** 3 + 2.0315 * s ** 5;
    const fiveTimes = (s: number): number => quintic(quintic(quintic(quintic(quintic(s)))));
    const [a, b] = [fiveTimes(0.6), fiveTimes(0.8)];
    const settings = { lr: 0.1, hyperparameters: { weightDecay: 0 }, shapes: [[2, 2]] };
    expectSteps(
      steps("muon", slope([1, 2, 3, 4], [3, 0, 0, 4]), settings),
      [1 - 0.1 * a, 2, 3, 4 - 0.1 * b],
      [1 - 0.2 * a, 2, 3, 4 - 0.2 * b],
    );
  });

  test("muon: a tall matrix takes longer steps, other arguments AdamW's", () => {
    // 4 × 1: one singular value, s = 1 after dividing by the norm; √(4/1) = 2 times as far. The scalar beside it has
    // m/σ = g/(|g| + 1e-8).
    const s = [1, 2, 3, 4, 5].reduce((x) => 3.4445 * x - 4.775 * x ** 3 + 2.0315 * x ** 5, 1);
    const settings = { lr: 0.1, hyperparameters: { weightDecay: 0 }, shapes: [[4, 1], []] };
    const [first] = steps("muon", slope([0, 0, 0, 0, 1], [1, 1, 1, 1, 3]), settings, 1);
    // Each entry is s/2, since the unit vector is (½, ½, ½, ½).
    expectSteps([first!], [-0.1 * s, -0.1 * s, -0.1 * s, -0.1 * s, 1 - 0.3 / (3 + 1e-8)]);
  });
});

describe("Optax and Keras", () => {
  test("lion", () => {
    // c = ½·4 = 2 > 0: θ = (1 − 0.5)·4 − 5 = −3, u = ¼·4 = 1; c = ½·1 − ½·3 < 0: θ = ½·(−3) + 5 = 3.5.
    const hyperparameters = { beta1: 0.5, beta2: 0.75, weightDecay: 0.1 };
    expectSteps(steps("lion", parabola, { lr: 5, hyperparameters }), [-3], [3.5]);
  });

  test("yogi", () => {
    // v = 0 − ¼·sign(0 − 16)·16 = 4, v̂ = 16, σ = 5, m = 2/½ = 4: θ = 3.2.
    // v = 4 + ¼·10.24 = 6.56 (v < g²), v̂ = 6.56/(7/16), u = 1 + 1.6 = 2.6, m = 2.6/¾.
    const hyperparameters = { ...short, initialAccumulatorValue: 0 };
    expectSteps(
      steps("yogi", parabola, { lr: 1, hyperparameters }),
      [3.2],
      [3.2 - 2.6 / 0.75 / (Math.sqrt(6.56 / (7 / 16)) + 1)],
    );
    // From u = v = 32: v = 32 − ¼·16 = 28, v̂ = 112; u = 16 + 2 = 18, m = 36.
    const high = { ...short, initialAccumulatorValue: 32 };
    const [first] = steps("yogi", parabola, { lr: 1, hyperparameters: high }, 1);
    expectSteps([first!], [4 - 36 / (Math.sqrt(112) + 1)]);
  });

  test("adabelief", () => {
    // u = 2, m = 4; g − u = 2: v = ¼·4 + ¼ = 1.25, v̂ = 5, σ = √5 + 1.
    const first = 4 - 4 / (Math.sqrt(5) + 1);
    // u = 1 + θ/2, g − u = θ/2 − 1: v = ¾·1.25 + ¼·(θ/2 − 1)² + ¼.
    const v = 0.75 * 1.25 + 0.25 * (first / 2 - 1) ** 2 + 0.25;
    expectSteps(
      steps("adabelief", parabola, { lr: 1, hyperparameters: { ...short, epsRoot: 0.25 } }),
      [first],
      [first - (1 + first / 2) / 0.75 / (Math.sqrt(v / (7 / 16)) + 1)],
    );
  });

  test("amsgrad keeps the largest corrected mean square", () => {
    // v̂ = 16, σ = 5: θ = 3.2; v = 3 + ¼·10.24 = 5.56, v̂ = 12.7 < 16: σ stays 5; m = 2.6/¾.
    expectSteps(
      steps("amsgrad", parabola, { lr: 1, hyperparameters: short }),
      [3.2],
      [3.2 - 2.6 / 0.75 / 5],
    );
  });

  test("nadamw", () => {
    // m = ½·2/(1 − ¼) + ½·4/(1 − ½) = 4/3 + 4, σ = 5: θ = 0.9·4 − (16/3)/5 = 38/15.
    // u = 1 + θ/2, m = ½·u/(1 − ⅛) + ½·θ/(1 − ¼); v = 3 + θ²/4.
    const first = 38 / 15;
    const m = (0.5 * (1 + first / 2)) / 0.875 + (0.5 * first) / 0.75;
    const sigma = Math.sqrt((3 + first ** 2 / 4) / (7 / 16)) + 1;
    expectSteps(
      steps("nadamw", parabola, { lr: 1, hyperparameters: { ...short, weightDecay: 0.1 } }),
      [first],
      [0.9 * first - m / sigma],
    );
  });

  test("ademamix", () => {
    // u₁ = 2 → 4, u₂ = ¼·4 = 1, m = 4 + 2·1 = 6, σ = 5: θ = 2.8.
    // u₁ = 1 + 1.4 = 2.4 → 3.2, u₂ = ¾ + ¼·2.8 = 1.45, m = 6.1; v = 3 + ¼·7.84 = 4.96.
    const hyperparameters = { ...short, beta3: 0.75, alpha: 2 };
    expectSteps(
      steps("ademamix", parabola, { lr: 1, hyperparameters }),
      [2.8],
      [2.8 - 6.1 / (Math.sqrt(4.96 / (7 / 16)) + 1)],
    );
    // warmup 2: α = 1 at t = 0 and the half-lives of β₃ lie half-way: ln β = ln ½·ln ¾/(½·ln ¾ + ½·ln ½).
    const keep = Math.exp(
      (Math.log(0.5) * Math.log(0.75)) / (0.5 * Math.log(0.75) + 0.5 * Math.log(0.5)),
    );
    const warm = { ...hyperparameters, warmup: 2 };
    const [first] = steps("ademamix", parabola, { lr: 1, hyperparameters: warm }, 1);
    expectSteps([first!], [4 - (4 + (1 - keep) * 4) / 5]);
  });

  test("adopt", () => {
    // t = 0 only fills v = 16. t = 1: g = 4, σ = 4, n = clip(1, ±1), u = ½: θ = 3.5; v = 16.
    // t = 2: n = 3.5/4, u = ¼ + 0.4375 = 0.6875: θ = 2.8125.
    const hyperparameters = { beta1: 0.5, beta2: 0.75 };
    expectSteps(steps("adopt", parabola, { lr: 1, hyperparameters }, 3), [4], [3.5], [2.8125]);
    // From −1 on a hill: v = 1, then θ = −1 still, n = 1, u = ½, θ = −1.5; n = 1.5/1 held to 2^¼.
    const hill: TestFunction = {
      start: [-1],
      value: (p) => -0.5 * p[0]! * p[0]!,
      gradient: (p) => [-p[0]!],
    };
    expectSteps(
      steps("adopt", hill, { lr: 1, hyperparameters }, 3),
      [-1],
      [-1.5],
      [-1.5 - (0.25 + 0.5 * 2 ** 0.25)],
    );
  });

  test("prodigy", () => {
    // d = 0.1, b = √¼/½ = 1. u = ½·0.4 = 0.2, v = ¼·0.16 = 0.04, s = 0.1·0.4/0.1 = 0.4, r = 0, d' = 0.1.
    // σ = (0.2 + 0.1·1)/0.1 = 3: θ = 4 − 0.2/3.
    const first = 4 - 0.2 / 3;
    // b = √(7/16)/¾, dηb = 0.1·b. r = (0.1/0.1)·0.1·b·θ·(4 − θ), s = ½·0.4 + 0.1·b·0.1·θ/0.1.
    const b = Math.sqrt(7 / 16) / 0.75;
    const r = 0.1 * b * first * (4 - first);
    const s = 0.2 + 0.1 * b * first;
    // r/s = 0.0424 is below 0.1, so dCoef = 10 lifts the estimate to 0.424 and it counts.
    const d = (10 * r) / s;
    expect(d).toBeGreaterThan(0.1);
    const u = 0.5 * 0.2 + 0.5 * 0.1 * first;
    const v = 0.75 * 0.04 + 0.25 * (0.1 * first) ** 2;
    const hyperparameters = { ...short, beta3: 0.5, d0: 0.1, dCoef: 10 };
    expectSteps(
      steps("prodigy", parabola, { lr: 1, hyperparameters }),
      [first],
      [first - (u * 0.1 * b) / (Math.sqrt(v) + d)],
    );
  });

  test("scheduleFreeAdamw", () => {
    // γ = √¼ = ½, c = 1, v = 4, d = 4/(2 + 1): θ = z = 4 − ½·4/3 = 10/3.
    // γ = √(7/16), weights ¼ and 7/16: c = 7/11; v = 3 + ¼·100/9 = 52/9, d = (10/3)/(√(52/9) + 1); z = θ still, so
    // θ = 10/3 − γ·(1 − ½·4/11)·d = 10/3 − γ·9/11·d.
    const d = 10 / 3 / (Math.sqrt(52 / 9) + 1);
    const gamma = Math.sqrt(7 / 16);
    const z = 10 / 3 - gamma * d;
    const second = 10 / 3 - (gamma * 9 * d) / 11;
    // A third step, now z ≠ θ: γ = √(37/64), weights ¼, 28/64, 37/64: c = 37/81; v = ¾·52/9 + ¼·θ².
    const third = (): number => {
      const [c, rate] = [37 / 81, Math.sqrt(37 / 64)];
      const direction = second / (Math.sqrt(39 / 9 + second ** 2 / 4) + 1);
      return (1 - c) * second + c * z - rate * (1 - 0.5 * (1 - c)) * direction;
    };
    expectSteps(
      steps("scheduleFreeAdamw", parabola, { lr: 1, hyperparameters: short }, 3),
      [10 / 3],
      [second],
      [third()],
    );
  });

  test("signsgd and signum", () => {
    expectSteps(steps("signsgd", parabola, { lr: 5 }), [-1], [4]);
    // u = 2: θ = −1; u = 1 − ½ > 0 though g < 0: θ = −6.
    const settings = { lr: 5, hyperparameters: { momentum: 0.5 } };
    expectSteps(steps("signum", parabola, settings), [-1], [-6]);
  });

  test("ftrl", () => {
    // Keras: n = 1 + 16 = 17, z = 4 − (√17 − 1)·4, θ = −z/√17 (η = 1).
    const z = 4 - (Math.sqrt(17) - 1) * 4;
    const first = -z / Math.sqrt(17);
    const n = 17 + first ** 2;
    const second = -(z + first - (Math.sqrt(n) - Math.sqrt(17)) * first) / Math.sqrt(n);
    const hyperparameters = { initialAccumulatorValue: 1 };
    expectSteps(steps("ftrl", parabola, { lr: 1, hyperparameters }), [first], [second]);
    // l1 = 20 is above |z| = 8.49: θ = 0 at once. l2 = 1: θ = −z/(√17 + 2).
    const held = { ...hyperparameters, l1RegularizationStrength: 20 };
    expectSteps(steps("ftrl", parabola, { lr: 1, hyperparameters: held }, 1), [0]);
    const slowed = { ...hyperparameters, l2RegularizationStrength: 1 };
    expectSteps(steps("ftrl", parabola, { lr: 1, hyperparameters: slowed }, 1), [
      -z / (Math.sqrt(17) + 2),
    ]);
  });

  test("lars", () => {
    // ‖θ‖ = 5, ‖g‖ = 10: r = ½·5/10 = ¼, v = (1.5, 2): θ = (1.5, 2); r = ½·2.5/10 = ⅛,
    // v = ½·(1.5, 2) + ⅛·(6, 8) = (1.5, 2): θ = 0. Two scalars count as one argument.
    const hyperparameters = { trustCoefficient: 0.5, momentum: 0.5 };
    expectSteps(steps("lars", slope([3, 4], [6, 8]), { lr: 1, hyperparameters }), [1.5, 2], [0, 0]);
  });

  test("lamb", () => {
    // A constant gradient: û = g, √v̂ = |g|. ε = 2: u = (6/8, 8/10), r = 5/‖u‖. Each step along u: θ = (3, 4) − 0.1·r·u.
    const length = Math.hypot(0.75, 0.8);
    const first = [3 - (0.5 / length) * 0.75, 4 - (0.5 / length) * 0.8] as const;
    const size = Math.hypot(...first);
    expectSteps(
      steps("lamb", slope([3, 4], [6, 8]), { lr: 0.1, hyperparameters: { eps: 2 } }),
      [...first],
      [first[0] - ((0.1 * size) / length) * 0.75, first[1] - ((0.1 * size) / length) * 0.8],
    );
  });
});

describe("classical", () => {
  /** L = ½(x² + 10y²) from (10, 1). */
  const ellipse: TestFunction = {
    start: [10, 1],
    value: (p) => 0.5 * (p[0]! ** 2 + 10 * p[1]! ** 2),
    gradient: (p) => [p[0]!, 10 * p[1]!],
  };
  /** L = 2θ² from 4. */
  const steep: TestFunction = {
    start: [4],
    value: (p) => 2 * p[0]! * p[0]!,
    gradient: (p) => [4 * p[0]!],
  };

  test("newton goes the share η of the way to the bottom", () => {
    const path = steps("newton", ellipse, { lr: 0.5 });
    // The Hessian here is numeric: good to 1e-6.
    expect(path[0]![0]).toBeCloseTo(5, 5);
    expect(path[0]![1]).toBeCloseTo(0.5, 5);
    expect(path[1]![0]).toBeCloseTo(2.5, 5);
    // damping 1: (H + 1)⁻¹·g = (10/2, 10/11).
    const [damped] = steps("newton", ellipse, { lr: 1, hyperparameters: { damping: 1 } }, 1);
    expect(damped![0]).toBeCloseTo(5, 5);
    expect(damped![1]).toBeCloseTo(1 - 10 / 11, 5);
  });

  test("backtracking", () => {
    // η = 1: 4 − 16 = −12 is higher; ½: −4, L = 32 is not lower; ¼: 0. One step.
    expectSteps(steps("backtracking", steep, { lr: 1 }, 1), [0]);
    // η = 0.3: 4 − 4.8 = −0.8, L falls from 32 to 1.28; then −0.8 + 0.96.
    expectSteps(steps("backtracking", steep, { lr: 0.3 }), [-0.8], [0.16]);
  });

  test("conjugate gradients end an ellipse in two steps", () => {
    // d = −(10, 10), φ'(s) = −200 + 1100·s: s = 2/11. Conjugate to it, the next line goes through the bottom.
    const path = steps("conjugateGradient", ellipse, {});
    expectSteps([path[0]!], [10 - 20 / 11, 1 - 20 / 11]);
    expect(Math.hypot(...path[1]!)).toBeLessThan(1e-12);
  });

  test("bfgs learns the curvature of one parameter in one step", () => {
    // g = 16, first length 1/16: θ = 3, slope −192, flat enough for 0.9. B = s/y = 1/4: θ = 3 − ¼·12 = 0.
    expectSteps(steps("bfgs", steep, { lr: 1 }), [3], [0]);
  });

  test("methods with an n × n matrix name their bound", () => {
    const wide: TestFunction = {
      start: Array<number>(2001).fill(1),
      value: () => 1,
      gradient: (p) => [...p],
    };
    expect(() => steps("bfgs", wide, {})).toThrow(
      "at most 2000 parameters, and this function has 2001",
    );
    expect(() => steps("newton", wide, {})).toThrow("at most 1000 parameters");
  });
});
