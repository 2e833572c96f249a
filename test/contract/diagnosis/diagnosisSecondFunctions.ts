import { objectiveOf } from "../../unit/languages/javascript/support";

/* Functions of the second blind table, on the way from a user's text to an objective. */

/** Minimum −3 at (2, 2): λ = 1 along (1, 1), 3 along (1, −1). */
export const trid = await objectiveOf(
  "function loss(x: number, y: number) { return (x - 1) ** 2 + (y - 1) ** 2 - x * y + 1; }",
  [0, 0],
);

/** Minimum 0 at 0; of degree 4 along (1, 2). */
export const zakharov = await objectiveOf(
  `function loss(x: number, y: number) {
    const s = 0.5 * x + y;
    return x * x + y * y + s ** 2 + s ** 4;
  }`,
  [1, 1],
);

/** e^w − 2w: minimum at ln 2, where L″ = L‴ = L⁗ = 2. */
export const poisson = await objectiveOf(
  "function loss(w: number) { return Math.exp(w) - 2 * w; }",
  [0],
);

/** Huber's loss: ½x² to 1, slope ±1 beyond. */
export const huber = await objectiveOf(
  "function loss(x: number) { return Math.abs(x) <= 1 ? (x * x) / 2 : Math.abs(x) - 0.5; }",
  [3],
);

/** |x − 1| + |x − 2| + |x − 7|: minimum at the median 2, slopes ±1 beside it. */
export const medianLoss = await objectiveOf(
  "function loss(x: number) { return [1, 2, 7].reduce((sum, y) => sum + Math.abs(x - y), 0); }",
  [5],
);

/** A linear network of three layers: 0 is critical, and its Hessian is 0 there. */
export const threeLayers = await objectiveOf(
  "function loss(a: number, b: number, c: number) { return (a * b * c - 1) ** 2 / 2; }",
  [1, 1, 1],
);

/** ½‖u·vᵀ − diag(2, 1)‖²: minima on u·vᵀ = diag(2, 0), a saddle on u·vᵀ = diag(0, 1). */
export const factorization = await objectiveOf(
  `function loss(u: number[], v: number[]) {
    return ((u[0] * v[0] - 2) ** 2 + (u[0] * v[1]) ** 2 + (u[1] * v[0]) ** 2 + (u[1] * v[1] - 1) ** 2) / 2;
  }`,
  [
    [1, 1],
    [1, 1],
  ],
);

/** Bohachevsky's: 0 at 0, dimples beside it, one at (0.62, 0) with 0.41. */
export const bohachevsky = await objectiveOf(
  `function loss(x: number, y: number) {
    return x * x + 2 * y * y - 0.3 * Math.cos(3 * Math.PI * x) - 0.4 * Math.cos(4 * Math.PI * y) + 0.7;
  }`,
  [1, 1],
);

/** sin 3x + x²/10: the lowest minimum near −0.52, another near 1.53. */
export const wave = await objectiveOf(
  "function loss(x: number) { return Math.sin(3 * x) + 0.1 * x * x; }",
  [1],
);

/** Easom's: a well of depth 1 at (π, π) in a plain. */
export const easom = await objectiveOf(
  `function loss(x: number, y: number) {
    const { cos, exp, PI } = Math;
    return -cos(x) * cos(y) * exp(-((x - PI) ** 2) - (y - PI) ** 2);
  }`,
  [1, 1],
);

/** A sigmoid neuron asked for 0. */
export const squaredSigmoid = await objectiveOf(
  "function loss(w: number) { return (1 / (1 + Math.exp(-w))) ** 2; }",
  [1],
);

/** A line through points with x near 100: λmax ≈ 2Σx² = 1.6e5, λmin ≈ 0.02. */
export const line100 = await objectiveOf(
  `const X = [95, 97, 99, 100, 101, 102, 104, 105];
  const Y = [140, 147, 146, 152, 150, 156, 157, 163];
  function loss(b: number, w: number) {
    return X.reduce((sum, x, k) => sum + (b + w * x - Y[k]) ** 2, 0);
  }`,
  [0, 0],
);
