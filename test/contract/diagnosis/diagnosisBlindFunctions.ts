import { objectiveOf } from "../../unit/languages/javascript/support";

/*
 * Functions of the blind runs, written as a user writes them and made into objectives on the way that
 * the product takes. H is the Hessian, e the distance to the minimum.
 */

/** Minimum 0 at (1, 3); H = [10 8; 8 10]: λ = 18 along (1, 1), 2 along (1, −1). */
export const booth = await objectiveOf(
  "function loss(x: number, y: number) { return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2; }",
  [0, 0],
);

/** Minimum 0 at 0; λ = 1 along (1, −1), 0.04 along (1, 1). */
export const matyas = await objectiveOf(
  "function loss(x: number, y: number) { return 0.26 * (x * x + y * y) - 0.48 * x * y; }",
  [0, 0],
);

/** Minimum 0 at (3, ½). */
export const beale = await objectiveOf(
  `function loss(x: number, y: number) {
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2;
  }`,
  [1, 1],
);

/** Minima 0 at 0 and 0.2986 at ±(1.7475, −0.8738). */
export const threeHumpCamel = await objectiveOf(
  "function loss(x: number, y: number) { return 2 * x ** 2 - 1.05 * x ** 4 + x ** 6 / 6 + x * y + y ** 2; }",
  [1, 1],
);

/** A cone-like hollow at 0 (slope 2.83 at the tip) in a plain of dimples near the integers. */
export const ackley = await objectiveOf(
  `function loss(x: number, y: number) {
    const { exp, sqrt, cos, PI, E } = Math;
    const cone = -20 * exp(-0.2 * sqrt((x * x + y * y) / 2));
    return cone - exp((cos(2 * PI * x) + cos(2 * PI * y)) / 2) + E + 20;
  }`,
  [1, 1],
);

/** x³ − 3xy²: three valleys and three ridges meet at 0, where the Hessian vanishes; unbounded below. */
export const monkeySaddle = await objectiveOf(
  "function loss(x: number, y: number) { return x ** 3 - 3 * x * y ** 2; }",
  [1, 0],
);

/** A two-layer linear network of one neuron each, target 1: a saddle at 0 with λ = ±1, minima on ab = 1. */
export const linearNetwork = await objectiveOf(
  "function loss(a: number, b: number) { return (a * b - 1) ** 2 / 2; }",
  [1, 1],
);

/** (x² − 1)² + y²: minima at (±1, 0), a saddle at 0 with λ = −4 and 2. */
export const twinWells = await objectiveOf(
  "function loss(x: number, y: number) { return (x * x - 1) ** 2 + y * y; }",
  [1, 1],
);

/** log cosh x: λ = 1 at 0, slope ±1 far out. */
export const logCosh = await objectiveOf(
  "function loss(x: number) { return Math.log(Math.cosh(x)); }",
  [1],
);

/** 10·|x|. */
export const steepKink = await objectiveOf(
  "function loss(x: number) { return 10 * Math.abs(x); }",
  [1],
);

/** |x| + 2·|y − 1|. */
export const lasso = await objectiveOf(
  "function loss(x: number, y: number) { return Math.abs(x) + 2 * Math.abs(y - 1); }",
  [1, 0],
);

/** 0.05·w² + max(0, 1 − w): slope −0.9 before the kink at 1, 0.1 behind it. */
export const hinge = await objectiveOf(
  "function loss(w: number) { return 0.05 * w * w + Math.max(0, 1 - w); }",
  [0],
);

/** Mean hinge loss on four points that a line through 0 separates: 0 on a whole region. */
export const separable = await objectiveOf(
  `const POINTS = [[2, 1, 1], [1, 2, 1], [-1, -1.5, -1], [-2, -1, -1]];
  function loss(w: number, v: number) {
    return POINTS.reduce((sum, [x, y, c]) => sum + Math.max(0, 1 - c * (w * x + v * y)), 0) / 4;
  }`,
  [0, 0],
);

/** Geman & McClure's robust loss: minimum 0 at 0, slope 2/x³ and no curvature to speak of far out. */
export const gemanMcClure = await objectiveOf(
  "function loss(x: number) { return (x * x) / (1 + x * x); }",
  [1],
);

/** A rectified neuron on three points x > 0: dead for w, b < 0. */
export const rectified = await objectiveOf(
  `const POINTS = [[1, 1], [2, 2], [3, 2.5]];
  function loss(w: number, b: number) {
    return POINTS.reduce((sum, [x, y]) => sum + (Math.max(0, w * x + b) - y) ** 2, 0) / 3;
  }`,
  [1, 1],
);

/** A saturated neuron whose target has the other sign. */
export const wrongSign = await objectiveOf(
  "function loss(w: number, b: number) { return (Math.tanh(w + b) + 1) ** 2 / 2; }",
  [1, 1],
);

/** Least squares, minimum 0 at (3, −1); λ = 2 along (1, 1), 2e-4 along (1, −1): condition number 1e4. */
export const leastSquares = await objectiveOf(
  `const ROWS = [[1, 1, 2], [0.01, -0.01, 0.04]];
  function loss(x: number, y: number) {
    return ROWS.reduce((sum, [a, b, c]) => sum + (a * x + b * y - c) ** 2, 0) / 2;
  }`,
  [0, 0],
);

/**
 * A line through eight points whose x lie around 450: H = 2·[n Σx; Σx Σx²], so λmax ≈ 2Σx² = 3.2e6 and
 * λmin ≈ 0.05.
 */
export const farLine = await objectiveOf(
  `const X = [410, 455, 470, 430, 490, 445, 425, 480];
  const Y = [331, 466, 511, 388, 572, 434, 376, 541];
  function loss(b: number, w: number) {
    return X.reduce((sum, x, k) => sum + (b + w * x - Y[k]) ** 2, 0);
  }`,
  [0, 0],
);

/** Logistic regression on twelve points, a little decay (λ ≥ 0.02); a mean over samples. */
export const classifier = await objectiveOf(
  `const POINTS = Array.from({ length: 12 }, (_, k) => [Math.sin(k) * 2, Math.cos(3 * k), k % 3 === 0 ? 1 : 0]);
  function loss(w: number, v: number, [x, y, label]: number[]) {
    const z = w * x + v * y;
    return Math.log(1 + Math.exp(z)) - label * z + 0.01 * (w * w + v * v);
  }`,
  [0, 0],
  { wanted: { samples: "POINTS" } },
);

/** A point of the functions of 64 parameters below: the first ones given, the others alike. */
export const wide = (rest: number, ...first: number[]): number[] =>
  Array.from({ length: 64 }, (_, i) => first[i] ?? rest);

/** ½Σ λᵢ·θᵢ² with 64 λ from 0.01 to 1, evenly in log λ. */
export const wideBowl = await objectiveOf(
  `function loss(theta: number[]) {
    return theta.reduce((sum, x, i) => sum + 10 ** (-2 * i / 63) * x * x, 0) / 2;
  }`,
  [wide(0)],
);

/** ½Σθᵢ² over 63 parameters, and a last one with ¼z⁴ − ½z²: a saddle at 0. */
export const widePass = await objectiveOf(
  `function loss(theta: number[]) {
    const z = theta[63];
    let sum = z ** 4 / 4 - z ** 2 / 2;
    for (let i = 0; i < 63; i++) sum += theta[i] ** 2 / 2;
    return sum;
  }`,
  [wide(0)],
);

/** The lecture's valley in the first two of 64 parameters, ½θ² in the others. */
export const wideValley = await objectiveOf(
  `const X = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
  const Y = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];
  function loss(theta: number[]) {
    let sum = 0;
    for (let k = 0; k < 10; k++) sum += (theta[0] + theta[1] * X[k] - Y[k]) ** 2;
    for (let i = 2; i < 64; i++) sum += theta[i] ** 2 / 2;
    return sum;
  }`,
  [wide(0)],
);
