import type { FunctionParameters } from "../lossFunction";

/** The length of a list that neither the text nor the start decides, when nothing else does: a surface can be drawn. */
export const usualOpenLength = 2;

/** Longer lists are not tried. */
const longest = 64;

/** Numbers that are tried at once: open lists of open lists of open lists soon hold more than any code takes. */
const mostTried = 64 ** 2;

/**
 * The parameters of a function, as `read` reads them with open lists of a length. Where neither the text nor the start
 * says how long a list is, the function itself is tried: `loss` is what it gives at the start of such parameters, undefined
 * where it throws. Where it gives NaN at every length, the person is asked: runs of a guess would be NaN without a word.
 */
export function fittingParameters<Parameters extends FunctionParameters>(
  read: (openLength: number) => Parameters,
  loss: (tried: Parameters) => number | undefined,
): Parameters {
  const parameters = read(usualOpenLength);
  if (parameters.openLists.length === 0 || parameters.unsupported !== undefined) return parameters;
  const length = chooseOpenLength((openLength) => {
    const tried = read(openLength);
    return tried.start.length > mostTried ? undefined : Number.isFinite(loss(tried));
  });
  const fitting = read(length);
  if (!Number.isNaN(loss(fitting) ?? 0)) return fitting;
  return { ...fitting, unsupported: undecided(fitting.openLists) };
}

function undecided(lists: readonly string[]): string {
  const [names, it] = [lists.map((name) => name || "the list").join(" and "), lists.length > 1];
  return (
    `how many numbers ${names} ${it ? "hold" : "holds"} is not known: the loss is NaN with up to ${longest}. ` +
    "Say where to start, such as @simulate { start: [0, 0, 0] }"
  );
}

/**
 * The length that the data of a function asks for, found by trying: `isFinite` says whether the loss is a finite number
 * when every open list has that length; undefined where that would be too many numbers to try.
 *
 * Code that walks along its data (`row.reduce((s, x, i) => s + x * w[i], 0)`) gives NaN while the list is too short;
 * code that walks along the list (`w.reduce((s, v, i) => s + v * row[i], 0)`) gives NaN once it is too long. So it is
 * the first finite length, or the last one before NaN. Code that takes any length gets the usual one.
 */
export function chooseOpenLength(isFinite: (length: number) => boolean | undefined): number {
  const isUsualFinite = isFinite(usualOpenLength);
  for (let length = usualOpenLength + 1; length <= longest; length++) {
    const isThisFinite = isFinite(length);
    if (isThisFinite === undefined) break;
    if (isThisFinite !== isUsualFinite) return isUsualFinite ? length - 1 : length;
  }
  return isUsualFinite === false && isFinite(1) ? 1 : usualOpenLength;
}
