/**
 * Words that make a function a loss function when its name contains them, as a word of camelCase or snake_case.
 *
 * An entry of several words, `crossEntropy`, matches those words in a row.
 */
export const defaultLossWords: readonly string[] = [
  ...["loss", "cost", "objective", "error", "energy", "penalty", "misfit", "regret"],
  ...["nll", "mse", "mae", "rmse", "sse", "rss", "bce", "huber", "hinge", "logcosh"],
  ...[
    "crossEntropy",
    "negativeLogLikelihood",
    "residualSumOfSquares",
    "sumOfSquares",
    "chiSquared",
  ],
  ...["rosenbrock", "himmelblau", "ackley", "rastrigin", "beale", "booth", "sphere", "griewank"],
  ...["schwefel", "levy", "matyas", "easom", "mccormick", "michalewicz", "goldsteinPrice"],
  ...["styblinskiTang", "threeHumpCamel", "sixHumpCamel", "branin", "bukin", "eggholder"],
  ...["zakharov", "dixonPrice", "powell", "doubleWell"],
];

/** First words of names that do something with a loss or an error instead of computing one. */
const handlers = new Set(
  (
    "handle on throw print show report raise catch is has can should must set create make build format parse to assert " +
    "expect render use with add clear display emit send wrap ignore retry validate plot draw update track record " +
    "register describe test check reset fetch load save read write dispatch notify subscribe serialize new from " +
    "convert extract find apply remove delete warn log toggle open close init define describe map"
  ).split(" "),
);

/** Last words that name something else about a loss: its gradient, its picture, its text. */
const otherThings = new Set(
  (
    "gradient grad gradients derivative derivatives hessian jacobian history curve chart plot view panel label color " +
    "colour text message messages handler callback listener name names type kind code class list table format icon " +
    "page boundary factory builder component fallback screen dialog modal state props config options settings " +
    "schedule scheduler center centre optimizer and"
  ).split(" "),
);

/** Words that may come before `error` in the name of a function that measures one. */
const measures = new Set(
  (
    "mean squared square squares sum total absolute abs root relative prediction predicted fit fitting regression " +
    "reconstruction training train approximation quadratic quantile percentage standard average avg median max rms " +
    "compute computed calculate calc calculated evaluate eval weighted normalized norm model estimation projection " +
    "reprojection tracking alignment position distance angle quantization interpolation measurement geometric " +
    "algebraic cross entropy log least l1 l2 of the my rate linear logistic classification smooth huber batch half " +
    "data residual l polynomial cubic sample per pixel point registration generalization empirical expected ridge lasso"
  ).split(" "),
);

/** Ordinary words as well as functions: they count only when the name begins with them. */
const onlyFirst = new Set(["sphere", "booth"]);

/** The words of a name, in lower case: `meanSquaredError2` → mean, squared, error, 2. */
export function wordsOf(name: string): string[] {
  return (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\d+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
}

/** Whether `name` reads like the name of a loss function, given the words to look for. */
export function isLossName(name: string, lossWords: readonly string[]): boolean {
  const words = wordsOf(name);
  if (words.length === 0) return false;
  const isProse = /^\p{Lu}.*\p{Ll}/u.test(name);
  return splitWords(lossWords).some((wanted) => {
    const at = indexOfRun(words, wanted);
    if (at < 0) return words.length === 1 && words[0] === wanted.join("");
    const before = words.slice(0, at);
    const after = words.slice(at + wanted.length);
    if (isHandler(before, wanted[0]!)) return false;
    if (after.some((word) => otherThings.has(word))) return false;
    if (before.some((word) => word === "grad" || word === "gradient" || word === "derivative"))
      return false;
    if (wanted[0] === "error" && !before.every((word) => measures.has(word) || /^\d+$/.test(word)))
      return false;
    if (onlyFirst.has(wanted[0]!) && at > 0) return false;
    // LossPanel and ErrorPage are components or classes; Rosenbrock and MeanSquaredError may be functions.
    return !isProse || after.length === 0 || /^(fn|func|function|\d+)$/.test(after.join(""));
  });
}

/** The words of each entry; a list is split once. */
function splitWords(lossWords: readonly string[]): readonly (readonly string[])[] {
  let split = splitLists.get(lossWords);
  if (split === undefined) {
    split = lossWords.map(wordsOf).filter((words) => words.length > 0);
    splitLists.set(lossWords, split);
  }
  return split;
}

const splitLists = new WeakMap<readonly string[], readonly (readonly string[])[]>();

function isHandler(before: readonly string[], word: string): boolean {
  const first = before[0];
  if (first === undefined) return false;
  // The log loss is a loss; logging an error or a cost is not.
  if (first === "log") return word !== "loss";
  return handlers.has(first);
}

function indexOfRun(words: readonly string[], wanted: readonly string[]): number {
  for (let at = 0; at + wanted.length <= words.length; at++) {
    if (wanted.every((word, k) => words[at + k] === word)) return at;
  }
  return -1;
}
