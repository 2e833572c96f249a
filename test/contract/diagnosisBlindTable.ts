import {
  ackley,
  beale,
  booth,
  classifier,
  farLine,
  gemanMcClure,
  hinge,
  lasso,
  leastSquares,
  linearNetwork,
  logCosh,
  matyas,
  monkeySaddle,
  rectified,
  separable,
  steepKink,
  threeHumpCamel,
  twinWells,
  wideBowl,
  widePass,
  wideValley,
  wrongSign,
} from "./diagnosisBlindFunctions";
import { himmelblau, rastrigin, styblinskiTang } from "./diagnosisFunctions";
import { ball, gd, inverseTime, lecture, nesterov, run } from "./diagnosisRun";
import type { LabelledRun } from "./diagnosisRun";
import { runOptions } from "./lectureData";

/** 64 parameters: the first ones given, the others alike. */
const wide = (rest: number, ...first: number[]) =>
  Array.from({ length: 64 }, (_, i) => first[i] ?? rest);

/**
 * Runs labelled from theory before any detector had seen them.
 *
 * What the labels mean: *diverging*: the loss grows, or falls, without bound; *bouncing*: η·λ of a
 * smooth minimum is near or above the stability limit, so that gradients alternate without shrinking;
 * *limit cycle*: below that limit the iterate still repeats the same positions for ever; *converged*:
 * nothing is left to gain; *local minimum*: the same, but lower minima exist; *saddle* and *plateau*:
 * stays of gradient norm below 1e-3 with and without a direction that curves down; *burst*: σ shrinks
 * on a flat walk until η·λmax(D_σ⁻¹H) > 2; *σ only grows*: Adagrad comes to a halt on its way; *early
 * σ*: a first step of η/√(1 − α) throws the iterate up; *overshoot*: momentum carries it back up by a
 * tenth of the descent; *noise floor*: noise, not slope, decides the steps; *crawling*: what is left
 * needs more than three times the steps taken.
 */
export const blindRuns: readonly LabelledRun[] = [
  // Corrected after the first score: (6, −2) lies on (1, −1) from the minimum, where nothing diverges.
  run(booth, [6, -1], 200, gd(0.12), ["diverging"], "18·0.12 = 2.16: factor −1.16 along (1, 1)"),
  run(
    matyas,
    [5, -3],
    100,
    ball(3.2, 0.5),
    ["diverging"],
    "limit 2(1 + β) = 3: z² + 1.7z + 0.5 has a root at −1.32",
  ),
  run(beale, [1, 4], 60, gd(0.01), ["diverging"], "∂L/∂y ≈ 1e5 there and the loss is of degree 8"),
  run(
    leastSquares,
    [0, 0],
    80,
    nesterov(0.75, 0.9),
    ["diverging"],
    "ηλ = 1.5 > 2(1 + β)/(1 + 2β) = 1.357: z² + 0.95z − 0.45 has a root at −1.30",
  ),
  run(linearNetwork, [3, 3], 40, gd(0.5), ["diverging"], "the first step goes to (−9, −9), and on"),
  run(
    monkeySaddle,
    [-0.5, 0],
    200,
    gd(0.1),
    ["diverging"],
    "along x: ẋ = −3x² reaches −∞ in finite time; the loss has no minimum",
  ),
  run(
    wideBowl,
    wide(1),
    150,
    gd(2.1),
    ["diverging"],
    "factor −1.1 along the steepest of 64: 1.1^300 in the loss",
  ),
  // bouncing
  run(booth, [3, 4], 150, gd(0.111), ["bouncing"], "18·0.111 = 1.998: factor −0.998"),
  run(
    matyas,
    [5, -3],
    100,
    ball(2.995, 0.5),
    ["bouncing"],
    "limit 3: z² + 1.495z + 0.5 has a root at −0.990",
  ),
  run(
    himmelblau,
    [2.8, 2.1],
    400,
    gd(0.0247),
    ["bouncing"],
    "λ = 82.3 at (3, 2): ηλ = 2.03, and L⁗ < 3·L‴²/L″ along it makes the 2-cycle stable",
  ),
  run(
    logCosh,
    [2],
    200,
    gd(2.5),
    ["bouncing"],
    "ηλ = 2.5 at 0, slopes of at most 1 beyond: a 2-cycle where 2.5·tanh x = 2x, x = 0.9",
  ),
  run(
    leastSquares,
    [0, 0],
    300,
    gd(0.9975),
    ["bouncing"],
    "steep factor −0.995 a step: 0.22 of it after 300, a thousand times the flat slope",
  ),
  run(wideBowl, wide(1), 200, gd(1.99), ["bouncing"], "factor −0.99 along the steepest of 64"),
  // limit cycle
  run(steepKink, [1.03], 200, gd(0.01), ["limitCycle"], "slope ±10: steps of ±0.1 across the kink"),
  run(
    lasso,
    [0.53, 0.2],
    300,
    lecture("rmsprop", 0.05, { alpha: 0.9 }),
    ["limitCycle"],
    "|g| is constant, so σ = |g| and steps are ±η",
  ),
  run(
    booth,
    [3.03, -1.02],
    400,
    runOptions("signsgd", 0.05),
    ["limitCycle"],
    "positions on a lattice of 0.05 that misses (1, 3)",
  ),
  // Corrected: the cycle repels nothing that sits exactly on the minimum, and near ηλ/σ = 1 the factor
  // 1 − ηλ/σ is so small that the iterate lands there: the gradient is 0, not near 0, from step 97 on.
  run(
    styblinskiTang,
    [-2, -3.5],
    800,
    runOptions("adam", 0.02, { beta1: 0, beta2: 0.9 }),
    ["converged"],
    "Adam without momentum is RMSProp: σ falls with |g|, and ηλ/σ passes 1 on its way to 2",
  ),
  run(
    hinge,
    [0],
    500,
    gd(0.1),
    ["limitCycle"],
    "up by 0.09 from below the kink, back by 0.01 a step: a saw-tooth of ten steps",
  ),
  run(
    ackley,
    [0.3, 0],
    300,
    gd(0.01),
    ["limitCycle"],
    "the tip of the cone: 2x = 0.01·(2.83 + 53.6x) is a 2-cycle at x = 0.019",
  ),
  // converged
  run(booth, [6, -2], 300, gd(0.1), ["converged"], "factors −0.8 and 0.8: 0.8^300 is nothing"),
  run(beale, [1, 1], 200, runOptions("lbfgs", 1), ["converged"], "superlinear, to (3, ½)"),
  run(
    threeHumpCamel,
    [0.3, 0.2],
    30,
    runOptions("newton", 1),
    ["converged"],
    "H > 0 on the way to 0: quadratic convergence",
  ),
  run(
    booth,
    [-4, 5],
    100,
    runOptions("conjugateGradient", 1),
    ["converged"],
    "a quadratic of two parameters",
  ),
  run(
    matyas,
    [2, 1],
    200,
    ball(2.78, 0.444),
    ["converged"],
    "Polyak's tuning, η = (2/(1 + √0.04))²: both roots ±0.667",
  ),
  run(
    separable,
    [0, 0],
    100,
    gd(0.1),
    ["converged"],
    "margins grow by 0.36 and more a step: all above 1 after three, loss 0",
  ),
  run(
    wideBowl,
    wide(1),
    3000,
    gd(1),
    ["converged"],
    "0.99^3000 = 8e-14 along the flattest: ‖g‖ ≈ 1e-15",
  ),
  // local minimum
  run(
    threeHumpCamel,
    [2, -1],
    300,
    gd(0.05),
    ["localMinimum"],
    "0.2986 at (1.75, −0.87), λ from 1.9 to 12.2; 0 at the origin",
  ),
  run(
    ackley,
    [2.2, 1.1],
    1500,
    runOptions("adam", 0.005),
    ["localMinimum"],
    "into the dimple near (2, 1), walls of slope 8 against the cone's 2.8",
  ),
  run(
    rastrigin,
    [-2.05, 3.02],
    600,
    ball(1e-3, 0.5),
    ["localMinimum"],
    "dimple at (−2, 3): ηλ = 0.4, rebound e^(−2π·0.347/0.676) = 4 %",
  ),
  run(
    styblinskiTang,
    [2.5, 3],
    1500,
    runOptions("nadam", 0.005),
    ["localMinimum"],
    "50 steps to 2.75 in both coordinates; −2.9 is lower",
  ),
  // saddle
  run(
    monkeySaddle,
    [1, 0],
    400,
    gd(0.1),
    ["saddle"],
    "y = 0 stays 0, x ≈ 1/(0.3·t): ends at x = 0.008 with λ = ±0.05",
  ),
  run(linearNetwork, [1, -1], 200, gd(0.1), ["saddle"], "a = −b stays so: the stable manifold"),
  run(
    linearNetwork,
    [0.6, -0.5999999],
    900,
    gd(0.1),
    ["saddle", "converged"],
    "near 0 for some 36 steps until 1.1^t·7e-8 shows, then down to ab = 1",
  ),
  run(twinWells, [0, 1], 300, nesterov(0.05, 0.3), ["saddle"], "x = 0 has no push along x"),
  run(widePass, wide(1, 1), 300, gd(0.1), ["converged"], "z starts at 1, its minimum"),
  run(
    widePass,
    Array.from({ length: 64 }, (_, i) => (i < 63 ? 1 : 0)),
    300,
    gd(0.1),
    ["saddle"],
    "z = 0 stays 0: λ = −1 in one of 64 directions",
  ),
  // plateau
  run(rectified, [-1, -1], 100, gd(0.1), ["plateau"], "a dead neuron: the gradient is 0"),
  run(wrongSign, [5, 5], 200, gd(1), ["plateau"], "1 − tanh²(10) = 8e-9, yet 0 is possible"),
  run(gemanMcClure, [20], 500, gd(0.5), ["plateau"], "slope 2.5e-4, curvature −4e-5: 0.06 of 20"),
  run(
    gemanMcClure,
    [25.03],
    240,
    runOptions("signsgd", 0.1),
    ["plateau"],
    "|g| < 1e-3 while x > 12.6: 124 of 240 steps; then down to x = 1",
  ),
  // burst: σ_w² ≈ (σ_w⁰)²·t₀/3t after the corner, t₀ ≈ 1.5·Δw/η, so 2 is crossed at t ≈ 2·(Δw/η)³
  run(
    farLine,
    [0, 6],
    1500,
    lecture("adagrad", 1),
    ["burst"],
    "Δw = 5 from the valley floor: crossed near 250; the floor itself is 900 long",
  ),
  run(
    farLine,
    [-100, 11],
    1500,
    lecture("adagrad", 2),
    ["burst"],
    "Δw = 10 at twice the rate: crossed near 250 again",
  ),
  run(
    farLine,
    [0, -4],
    1500,
    lecture("adagrad", 1, {}, inverseTime(1e-4)),
    ["burst"],
    "the other side; the decay takes 3 % off η by then",
  ),
  run(
    wideValley,
    wide(10, -120, -4),
    1500,
    lecture("adagrad", 1),
    ["burst"],
    "the lecture's burst at 716, among 62 parameters that settle calmly",
  ),
  // sigma only grows: Σ|g|/√(Σg²) ≤ 2√T, so Adagrad travels 2·η·√T at most
  run(
    booth,
    [100, -80],
    1000,
    runOptions("adagrad", 0.1),
    ["sigmaOnlyGrows"],
    "2·0.1·√1000 = 6 of 100",
  ),
  run(beale, [1, 1], 500, runOptions("adagrad", 0.01), ["sigmaOnlyGrows"], "0.45 of 2"),
  run(logCosh, [30], 400, runOptions("adagrad", 0.2), ["sigmaOnlyGrows"], "σ = √t: 8 of 30"),
  run(
    wideBowl,
    wide(50),
    600,
    runOptions("adagrad", 0.2),
    ["sigmaOnlyGrows"],
    "2·0.2·√600 = 10 of 50",
  ),
  // early sigma: the first step is η/√(1 − α)
  run(
    booth,
    [1.3, 3.3],
    50,
    runOptions("rmsprop", 0.2),
    ["earlySigmaUnreliable", "converged"],
    "first step 2 from e = 0.3 along λ = 18; then ηλ/σ = 1.2 contracts",
  ),
  run(
    matyas,
    [0.2, 0.2],
    60,
    runOptions("rmsprop", 0.3, { alpha: 0.995 }),
    ["earlySigmaUnreliable", "converged"],
    "first step 14η = 4.2 from 0.2; then ηλ/σ = 1.05 to 1.2 contracts",
  ),
  run(
    logCosh,
    [0.05],
    60,
    runOptions("rmsprop", 0.05),
    ["earlySigmaUnreliable", "converged"],
    "first step 10η = 0.5 from 0.05; then ηλ/σ = 1.2 to 1.6 contracts",
  ),
  // momentum overshoot
  run(
    matyas,
    [3, 3],
    150,
    ball(0.5, 0.95),
    ["momentumOvershoot"],
    "ηλ = 0.02: rebound e^(−2π·0.0256/0.141) = 32 %",
  ),
  run(
    booth,
    [-4, 3],
    200,
    runOptions("sgd", 0.01, { momentum: 0.97 }),
    ["momentumOvershoot"],
    "ηλ = 0.18 and 0.02, (1 − √β)² = 0.0002: both underdamped",
  ),
  run(
    styblinskiTang,
    [-1, -1],
    200,
    ball(0.002, 0.95),
    ["momentumOvershoot"],
    "λ = 34.6 at −2.9: ηλ = 0.069, rebound e^(−2π·0.0256/0.266) = 55 %",
  ),
  run(
    matyas,
    [3, 3],
    300,
    runOptions("adam", 0.05, { beta1: 0.99 }),
    ["momentumOvershoot"],
    "m remembers 100 steps, the way down takes 70: it goes on as far again",
  ),
  // noise floor
  run(
    classifier,
    [2, 2],
    2000,
    gd(1),
    ["noiseFloor"],
    "batches of two of twelve; 1/(ηλ) ≤ 50 steps",
    {
      seed: 11,
      batchSize: 2,
    },
  ),
  run(booth, [6, -2], 1000, gd(0.02), ["noiseFloor"], "1/(0.02·2) = 25 steps, then noise", {
    seed: 12,
    noise: 3,
  }),
  run(
    matyas,
    [3, 3],
    2000,
    nesterov(0.3, 0.5),
    ["noiseFloor"],
    "1/(0.6·0.04) = 40 steps, then noise",
    { seed: 13, noise: 0.5 },
  ),
  run(
    styblinskiTang,
    [-2, -3.5],
    3000,
    runOptions("rmsprop", 0.01),
    ["noiseFloor"],
    "0.9/0.01 = 90 steps, then noise",
    { seed: 14, noise: 5 },
  ),
  run(wideBowl, wide(1), 3000, gd(0.5), ["noiseFloor"], "1/(0.5·0.01) = 200 steps, then noise", {
    seed: 15,
    noise: 0.2,
  }),
  // crawling
  run(
    leastSquares,
    [0, 0],
    400,
    gd(0.9),
    ["crawling"],
    "flat axis: 1/(2·0.9·2e-4) = 2,778 steps for a factor e, 400 taken",
  ),
  run(matyas, [3, 3], 200, gd(0.01), ["crawling"], "1/(2·0.01·0.04) = 1,250 steps, 200 taken"),
  run(booth, [6, -2], 500, runOptions("adam", 1e-4), ["crawling"], "0.05 of 5"),
  run(himmelblau, [0, 0], 200, gd(1e-6), ["crawling"], "‖g‖ ≈ 26: 0.005 of 3.6"),
  run(
    booth,
    [6, -2],
    300,
    gd(0.005, { id: "exponential", options: { gamma: 0.9 } }),
    ["crawling"],
    "Ση = 0.05: e^(−0.1) along the flat axis, and the rate is gone",
  ),
  run(
    wideBowl,
    wide(1),
    300,
    gd(5e-4),
    ["crawling"],
    "1/(2·5e-4·λ) ≥ 1,000 steps for a factor e of the loss along any axis",
  ),
];

/** Runs on their way down at a good pace, labelled before the run as well: nothing to report. */
export const blindHealthyRuns: readonly LabelledRun[] = [
  run(booth, [6, -2], 20, gd(0.02), [], "factors 0.64 and 0.96"),
  run(matyas, [3, 3], 40, runOptions("adam", 0.05), [], "40·0.05 of 3"),
  run(beale, [1, 1], 300, gd(0.01), [], "λ ≥ 0.24 at the end: 208 steps for a factor e"),
  run(classifier, [3, -3], 15, gd(0.5), [], "the first steps of 1/(ηλ) = some 30", {
    seed: 21,
    batchSize: 6,
  }),
  run(himmelblau, [0, 0], 30, runOptions("adagrad", 0.5), [], "2·0.5·√30 = 5.5, and 3.6 to go"),
  run(styblinskiTang, [-1, -1], 15, gd(0.005), [], "ηλ ≤ 0.17 along the way to −2.9"),
  run(logCosh, [5], 30, gd(0.1), [], "slope 1: 3 of 5"),
  // Corrected from 40 steps: some 12 lead to the minimum, where ηλ = 1 ends the matter.
  run(gemanMcClure, [2], 8, gd(0.5), [], "slope 0.16 to 0.65: downhill all the way"),
  run(linearNetwork, [0.5, 0.8], 20, gd(0.1), [], "residual shrinks by η(a² + b²) ≥ 9 % a step"),
  run(threeHumpCamel, [0.8, 0.8], 25, ball(0.015, 0.5), [], "ηλ ≤ 0.066 < (1 − √β)²: overdamped"),
  run(
    matyas,
    [3, -3],
    40,
    gd(0.05, { id: "warmup", options: { steps: 10 } }),
    [],
    "a warm-up, then 0.95 a step",
  ),
  run(hinge, [-2], 30, gd(0.05), [], "slope −1.1: half way to the kink"),
  run(booth, [20, -20], 20, gd(0.01), [], "slopes of 40 and more against noise of 0.5", {
    seed: 22,
    noise: 0.5,
  }),
  run(lasso, [5, -5], 60, gd(0.05), [], "slopes 1 and 2: 3 of 5 and all of 6"),
  run(wideBowl, wide(1), 60, runOptions("adam", 0.01), [], "60·0.01 of 1 in all 64"),
];
