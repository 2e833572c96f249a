import { booth, logCosh, matyas, wide, wideBowl } from "./diagnosisBlindFunctions";
import { bowl } from "./diagnosisFunctions";
import { ball, gd, lecture, nesterov, run, type LabelledRun } from "./diagnosisRun";
import {
  bohachevsky,
  easom,
  factorization,
  huber,
  line100,
  medianLoss,
  poisson,
  squaredSigmoid,
  threeLayers,
  trid,
  wave,
  zakharov,
} from "./diagnosisSecondFunctions";
import { runOptions } from "../runs/lectureData";
import { tanhNetwork } from "./tanhNetwork";

/**
 * A second table labelled from theory before any run, after the detectors had been mended by the first
 * (`diagnosisBlindTable.ts`, where the labels are explained): it says how well the mended ones do.
 */
export const secondRuns: readonly LabelledRun[] = [
  run(zakharov, [5, 5], 60, gd(0.01), ["diverging"], "s = 7.5 goes to −13.6, and on: degree 4"),
  run(
    wideBowl,
    wide(1),
    100,
    ball(3.99, 0.9),
    ["diverging"],
    "limit 3.8: z² + 2.09z + 0.9 has a root at −1.48",
  ),
  run(
    threeLayers,
    [2, 2, 2],
    40,
    gd(0.5),
    ["diverging"],
    "the first step is 14 in each, of degree 6",
  ),
  // bouncing
  run(
    poisson,
    [1],
    200,
    gd(1.05),
    ["bouncing"],
    "ηλ = 2.1 at ln 2; L⁗ = 2 < 3·L‴²/L″ = 6: a stable 2-cycle",
  ),
  run(
    trid,
    [5, 1],
    120,
    nesterov(1.49 / 3, 0.5),
    ["bouncing"],
    "limit 1.5: z² + 0.735z − 0.245 has a root at −0.984",
  ),
  run(
    huber,
    [3],
    200,
    gd(2.2),
    ["bouncing"],
    "ηλ = 2.2 within ±1, slope ±1 beyond: to and fro by 2.2 for ever",
  ),
  // limit cycle
  run(medianLoss, [6], 400, gd(0.03), ["limitCycle"], "slope ±1 on both sides of the median"),
  // Corrected after the first score: on the way down m lags by 9·0.05 = 0.45 (Signum), by more for
  // Lion, so both climb (0.45/1.03)² = 19 % and more of the way back: an overshoot besides.
  run(
    bowl(1),
    [1.03],
    400,
    runOptions("signum", 0.05),
    ["limitCycle", "momentumOvershoot"],
    "steps of ±η by the sign of m, which changes some steps late",
  ),
  run(
    bowl(1),
    [1.01],
    400,
    runOptions("lion", 0.02),
    ["limitCycle", "momentumOvershoot"],
    "Lion's step is a sign, too",
  ),
  run(
    booth,
    [6, -2],
    800,
    lecture("rmsprop", 0.05, { alpha: 0.9 }),
    ["limitCycle"],
    "σ falls with |g| until steps are ±η",
  ),
  // converged
  run(trid, [7, -3], 200, gd(0.3), ["converged"], "factors 0.7 and 0.1"),
  run(poisson, [0], 30, runOptions("newton", 1), ["converged"], "convex, quadratic convergence"),
  run(trid, [7, -3], 300, nesterov(0.1, 0.5), ["converged"], "|roots| ≤ 0.9"),
  run(wideBowl, wide(1), 300, runOptions("lbfgs", 1), ["converged"], "a quadratic, superlinear"),
  // local minimum
  run(
    bohachevsky,
    [0.7, 0.02],
    800,
    gd(0.01),
    ["localMinimum"],
    "the dimple at 0.62: λ = 26 and 67, loss 0.41",
  ),
  run(
    wave,
    [1.9],
    1000,
    runOptions("adam", 0.005),
    ["localMinimum"],
    "0.37 to go at 0.005 a step; −0.52 is lower by 0.2",
  ),
  // saddle
  run(
    factorization,
    [0, 0.5, 0, 0.5],
    200,
    gd(0.1),
    ["saddle"],
    "the first components stay 0: diag(0, 1), λ = −1 along them",
  ),
  run(
    tanhNetwork,
    new Array<number>(101).fill(0),
    300,
    gd(0.1),
    ["saddle"],
    "only the bias moves, to the mean; then every slope is 0, the mixed curvature is not",
  ),
  // plateau
  run(
    threeLayers,
    [1e-3, 1e-3, 1e-3],
    300,
    gd(0.1),
    ["plateau"],
    "slope 1e-6, curvature 2e-3: the product of three small weights",
  ),
  run(easom, [0, 0], 200, gd(0.5), ["plateau"], "e^(−2π²) = 3e-9; the well is 4.4 away"),
  run(squaredSigmoid, [20], 200, ball(1, 0.9), ["plateau"], "slope 2e-9, yet 0 is possible"),
  // burst: crossed near 2·(Δw/η)³
  run(
    line100,
    [0, 4.5],
    2500,
    lecture("adagrad", 0.5),
    ["burst"],
    "Δw = 3 from the valley's floor: near 430; the floor itself is long",
  ),
  // sigma only grows
  run(
    trid,
    [60, -60],
    900,
    runOptions("adagrad", 0.2),
    ["sigmaOnlyGrows"],
    "2·0.2·√900 = 12 of 60",
  ),
  run(poisson, [8], 400, runOptions("adagrad", 0.1), ["sigmaOnlyGrows"], "2·0.1·√400 = 4 of 7.3"),
  // early sigma
  run(
    trid,
    [2.2, 2.2],
    60,
    runOptions("rmsprop", 0.3),
    ["earlySigmaUnreliable", "converged"],
    "first step 10η = 3 from 0.2; then ηλ/σ = 1.1 contracts",
  ),
  // momentum overshoot
  run(
    trid,
    [5, 5],
    200,
    ball(0.02, 0.95),
    ["momentumOvershoot"],
    "ηλ = 0.02: rebound e^(−2π·0.0256/0.141) = 32 %",
  ),
  // Corrected: β₁ = 0.98 goes 1.5 beyond after 6 of the way, and (1.5/6)² = 6 % is no tenth of the loss;
  // with 0.99 m remembers longer than the way down takes.
  run(
    trid,
    [8, 8],
    250,
    runOptions("adam", 0.1, { beta1: 0.99 }),
    ["momentumOvershoot"],
    "m remembers 100 steps, the way down takes 60",
  ),
  // noise floor
  run(poisson, [2], 1500, gd(0.05), ["noiseFloor"], "1/(ηλ) = 10 steps, then noise", {
    seed: 31,
    noise: 1,
  }),
  run(trid, [5, 5], 3000, runOptions("adam", 0.02), ["noiseFloor"], "150 steps, then noise", {
    seed: 32,
    noise: 2,
  }),
  // crawling
  // Corrected: from (7, −3) only λ = 3 counts, and 1/(6e-4) = 1,667 is less than three times 600.
  run(trid, [7, 7], 600, gd(1e-4), ["crawling"], "1/(2·1e-4) = 5,000 steps for a factor e"),
  run(zakharov, [5, 5], 500, runOptions("adam", 1e-4), ["crawling"], "0.05 of 5"),
  run(wideBowl, wide(1), 500, runOptions("adam", 1e-4), ["crawling"], "0.05 of 1"),
];

/** On their way at a good pace: nothing to report. */
export const secondHealthyRuns: readonly LabelledRun[] = [
  run(trid, [7, -3], 15, gd(0.1), [], "factors 0.9 and 0.7"),
  run(poisson, [-1], 10, gd(0.1), [], "slopes of −1.6 and less: 1.7 to go, 0.15 a step"),
  run(zakharov, [1, 1], 20, gd(0.01), [], "ηλ from 0.36 to 0.02"),
  run(threeLayers, [0.9, 0.8, 0.7], 15, gd(0.1), [], "residual shrinks by 0.1·Σ(products)² ≥ 10 %"),
  run(factorization, [0.6, 0.5, 0.7, 0.4], 12, gd(0.1), [], "grows by 10 to 20 % a step"),
  run(huber, [6], 20, gd(0.2), [], "slope 1: 4 of 6"),
  run(trid, [8, 8], 60, runOptions("adam", 0.05), [], "3 of 6"),
  run(logCosh, [3], 80, runOptions("lion", 0.02), [], "1.6 of 3"),
  run(medianLoss, [6], 100, gd(0.02), [], "slope 1: 2 of 4"),
  run(matyas, [3, -3], 30, lecture("rmsprop", 0.05), [], "1.5 of 3"),
  run(wideBowl, wide(1), 60, runOptions("nadam", 0.01), [], "0.6 of 1"),
  run(booth, [6, -2], 50, runOptions("amsgrad", 0.05), [], "2.5 of 5"),
  run(trid, [20, 20], 20, gd(0.05), [], "slopes of 18 and more against noise of 0.1", {
    seed: 33,
    noise: 0.1,
  }),
];
