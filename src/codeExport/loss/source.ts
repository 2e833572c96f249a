import { pythonName } from "../python";
import type { Expression } from "./arithmetic";
import { isWord, NotPlain, type Spelling, type Tokens } from "./tokens";

/** One parameter of a function, and the number that it is unless given. */
export interface Parameter {
  readonly name: string;
  readonly usual?: Expression;
}

/** How the functions of a language are read, as far as they are plain arithmetic. Both readers throw `NotPlain`. */
export interface Source {
  readonly spelling: Spelling;
  /** Everything before the body. */
  readHead(tokens: Tokens): readonly Parameter[];
  /** The body as lines of Python, over the names of `scope`. */
  readBody(tokens: Tokens, scope: Map<string, Expression>): string[];
}

/** One more name, as a line of Python. One that is taken already, in Python's spelling, is not plain. */
export function addName(
  scope: Map<string, Expression>,
  name: string,
  { text, value }: Expression,
): string {
  const python = pythonName(name);
  const taken = [...scope.values()].some((known) => known.text === python);
  if (!isWord(name) || taken) throw new NotPlain();
  scope.set(name, { text: python, level: 5, ...(value !== undefined && { value }) });
  return `${python} = ${text}`;
}
