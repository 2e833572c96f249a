/**
 * A comment with everything that only makes it one replaced by blanks, its length unchanged: the delimiters and the star
 * or the slashes that a line begins with.
 */
export function blankSlashes(comment: string): string {
  return comment
    .replace(/^\s*\/\*+/, blanks)
    .replace(/\*+\/$/, blanks)
    .replace(/^[^\S\r\n]*\*(?!\/)/gm, blanks)
    .replace(/^[^\S\r\n]*\/\/+/gm, blanks);
}

/** The same of comments that begin with `#`. */
export function blankHashes(comment: string): string {
  return comment.replace(/^[^\S\r\n]*#+/gm, blanks);
}

/** The same of a docstring: its quotes, with the letters before them. */
export function blankQuotes(string: string): string {
  const [opening = "", quotes = ""] = /^[a-zA-Z]*("""|'''|"|')/.exec(string) ?? [];
  const isClosed = string.length >= opening.length + quotes.length && string.endsWith(quotes);
  const end = isClosed ? string.length - quotes.length : string.length;
  return blanks(opening) + string.slice(opening.length, end) + blanks(string.slice(end));
}

function blanks(part: string): string {
  return part.replace(/\S/g, " ");
}
