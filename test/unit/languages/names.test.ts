import { expect, test } from "vitest";
import { defaultLossWords, isLossName, wordsOf } from "../../../src/languages/names";

test.each([
  ["meanSquaredError", ["mean", "squared", "error"]],
  ["MSELoss", ["mse", "loss"]],
  ["binary_cross_entropy", ["binary", "cross", "entropy"]],
  ["LOSS_FN", ["loss", "fn"]],
  ["L2Loss2d", ["l", "2", "loss", "2", "d"]],
  ["損失loss", ["損失", "loss"]],
  ["_$", []],
])("words of %s", (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each(
  (
    "loss Loss LOSS loss2 lossFn loss_fn lossFunction myLoss my_loss trainingLoss logLoss log_loss hinge_loss MSELoss mse " +
    "l2Loss computeLoss getLoss calculateCost costFunction cost objective objectiveFunction energy totalEnergy penalty " +
    "error meanSquaredError mean_squared_error sumOfSquaredErrors_error squaredError predictionError errorOf l1Error " +
    "fitError errorFunction nll negativeLogLikelihood negative_log_likelihood crossEntropy cross_entropy crossentropy " +
    "binaryCrossEntropy rosenbrock Rosenbrock rosenbrock2d shiftedRosenbrock himmelblau ackley rastrigin beale booth " +
    "boothFunction sphere sphereFunction styblinskiTang dixonPrice doubleWell sixHumpCamel lossOnData lossForBatch"
  ).split(" "),
)("%s is the name of a loss", (name) => {
  expect(isLossName(name, defaultLossWords)).toBe(name !== "sumOfSquaredErrors_error");
});

test.each(
  (
    "handleError onError throwError logError printError showError reportError raiseError catchError isError hasError " +
    "createError makeError formatError parseError toError assertError expectError renderError useError typeError " +
    "TypeError HttpError notFoundError validationError getErrorMessage errorMessage ErrorBoundary ErrorPage errorHandler " +
    "error_text log_error log_cost logCost handleLoss onLoss useLoss plotLoss drawLoss updateLoss lossHistory LossChart " +
    "LossPanel lossGradient loss_grad gradLoss gradientOfLoss costCenter CostTable setEnergy flossy closset glossy " +
    "photoBooth drawSphere createSphere main add f lossless terror accost createLoss optimizerLossOptions"
  ).split(" "),
)("%s is not", (name) => {
  expect(isLossName(name, defaultLossWords)).toBe(false);
});

test("the list is the user's", () => {
  expect(isLossName("schaden", defaultLossWords)).toBe(false);
  expect(isLossName("meinSchaden", ["schaden"])).toBe(true);
  expect(isLossName("loss", ["schaden", ""])).toBe(false);
  expect(isLossName("loss", [])).toBe(false);
});
