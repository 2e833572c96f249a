import type { FindOptions } from "./language";
import type { FoundFunctions } from "./lossFunction";
import { defaultLossWords } from "./names";

/**
 * Texts longer than this (in UTF-16 units) are not looked through: their tree takes seconds in slices, and its last piece
 * of work alone, putting the tree together, would hold up an editor.
 */
export const longestText = 4_000_000;

/** Texts longer than this are looked through in slices only. */
export const longestAtOnce = 500_000;

/** What `find` finds in a text that is worth a look and not too long for it; `gaveUp` says so where it is. */
export function* findUpTo(
  longest: number,
  text: string,
  options: FindOptions,
  find: () => Generator<undefined, FoundFunctions>,
): Generator<undefined, FoundFunctions> {
  if (!(yield* isWorthParsing(text, options))) return nothing;
  return text.length > longest ? tooLong(text, longest) : yield* find();
}

const nothing: FoundFunctions = { functions: [], hasErrors: false };

function tooLong(text: string, longest: number): FoundFunctions {
  const million = (length: number): string => (length / 1e6).toFixed(1);
  return {
    ...nothing,
    gaveUp: `the file has ${million(text.length)} million characters; up to ${million(longest)} million are looked through`,
  };
}

/** Stretches of text that are searched in one go, and how far they overlap: no word is longer. */
const stretch = 1 << 16;
const overlap = 64;

/** Most files hold neither a tag nor a word of the list, and need no tree. */
function* isWorthParsing(text: string, options: FindOptions): Generator<undefined, boolean> {
  const words = (options.lossWords ?? defaultLossWords).map((word) =>
    word.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, "_?").replace(/[^\p{L}\p{N}_?]/gu, ""),
  );
  const wanted = ["@simulate", "@optimizer", ...words.filter((word) => word !== "")].join("|");
  const pattern = new RegExp(wanted, "iu");
  for (let from = 0; from < text.length; from += stretch) {
    if (pattern.test(text.slice(from, from + stretch + overlap))) return true;
    yield;
  }
  return false;
}
