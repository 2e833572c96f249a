import { pythonName } from "../python";
import type { Expression } from "./arithmetic";
import { javascriptSource } from "./javascriptSource";
import { pythonSource } from "./pythonSource";
import { addName, type Source } from "./source";
import { NotPlain, tokensOf } from "./tokens";

/** Languages whose plain functions are translated, by the id that the registry has for them. */
const sources: Readonly<Record<string, Source>> = {
  javascript: javascriptSource,
  python: pythonSource,
};

/**
 * The body of a function as Python lines over `names`, with `xp.` for the library; undefined when the function is
 * anything more than constants and a return of plain arithmetic (sums, products, powers, the language's `Math`).
 */
export function translateLoss(
  text: string,
  names: readonly string[],
  language = "javascript",
): readonly string[] | undefined {
  const source = Object.hasOwn(sources, language) ? sources[language] : undefined;
  try {
    return source && translate(text, names, source);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

function translate(
  text: string,
  names: readonly string[],
  source: Source,
): readonly string[] | undefined {
  const tokens = tokensOf(text, source.spelling);
  const scope = new Map<string, Expression>();
  const lines: string[] = [];
  const given = [...names];
  for (const { name, usual } of source.readHead(tokens)) {
    if (pythonName(name) === given[0]) {
      given.shift();
      scope.set(name, { text: pythonName(name), level: 5 });
    } else if (usual) lines.push(addName(scope, name, usual));
    else return undefined;
  }
  if (given.length > 0) return undefined;
  lines.push(...source.readBody(tokens, scope));
  tokens.accept(";");
  return tokens.peek() === "" ? lines : undefined;
}
