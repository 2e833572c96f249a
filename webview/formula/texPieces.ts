/** What stands alone in TeX: a command, an escaped sign or a letter. */
const sign = /\\[a-zA-Z]+|\\.|[^\\]/g;

const relations = new Set(["=", String.raw`\leftarrow`]);
const operators = new Set([...relations, "+", "-", String.raw`\cdot`, "/", ","]);

/**
 * A formula in pieces between which a line may be broken, since browsers do not break MathML: before a relation, before
 * a plus or minus that adds, and before words; not within braces or parentheses.
 */
export function texPieces(tex: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let depth = 0;
  let before: string | undefined;
  for (const [token] of tex.matchAll(sign)) {
    const adds = (token === "+" || token === "-") && before !== undefined && !operators.has(before);
    const isWord = token === String.raw`\text` && before !== undefined;
    if (depth === 0 && piece.trim() !== "" && (relations.has(token) || adds || isWord)) {
      pieces.push(piece);
      // With something to its left it is an operator, not a sign.
      piece = isWord ? "" : "{}";
    }
    if ("{([".includes(token)) depth++;
    if ("})]".includes(token)) depth--;
    piece += token;
    if (token.trim() !== "" && token !== String.raw`\ ` && token !== String.raw`\,`) before = token;
  }
  pieces.push(piece);
  return pieces;
}
