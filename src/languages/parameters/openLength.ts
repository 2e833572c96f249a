import type { FunctionParameters } from "../lossFunction";

/** The length of a list that neither the text nor the start decides, when nothing else does: a surface can be drawn. */
export const usualOpenLength = 2;

/** Longer lists are not tried. */
const longest = 64;

/** Numbers that are tried at once: open lists of open lists of open lists soon hold more than any code takes. */
const mostTried = 64 ** 2;

/**
 * The parameters of a function, as `read` reads them with open lists of a length. Where neither the text nor the start
 * says how long a list is, the function itself is tried: `isFinite` says whether its loss is a finite number at the start
 * of such parameters.
 */
export function fittingParameters<Parameters extends FunctionParameters>(
  read: (openLength: number) => Parameters,
  isFinite: (tried: Parameters) => boolean,
): Parameters {
  const parameters = read(usualOpenLength);
  if (parameters.openLists === 0 || parameters.unsupported !== undefined) return parameters;
  const length = chooseOpenLength((openLength) => {
    const tried = read(openLength);
    return tried.start.length > mostTried ? undefined : isFinite(tried);
  });
  return read(length);
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
