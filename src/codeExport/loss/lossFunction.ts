import type { CodeContext, CodeLibrary } from "../codeContext";
import { inLibrary } from "../inLibrary";
import { commentLines, indented, pythonString } from "../python";
import type { PythonArgument } from "./argumentTree";
import { translateLoss } from "./translateLoss";

/** The loss in Python: `loss(…)` as people write it, and `loss_at(theta)` as the loop calls it. */
export interface PythonLoss {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** The loss as Python functions: given, translated, or marked as what is left to fill in. */
export function pythonLoss(
  context: CodeContext,
  args: readonly PythonArgument[],
  library: CodeLibrary,
): PythonLoss {
  const { functionName, text } = context;
  const names = args.map(({ name }) => name);
  const body = bodyOf(context, names, library);
  const signature = `${functionName}(${names.join(", ")})`;
  const toDo = `raise NotImplementedError(${pythonString(`translate ${signature} into Python`)})`;
  const source = text === undefined ? [] : commentLines(text);
  const call = `    return loss(${args.map(({ value }) => value).join(", ")})`;
  const lines = [
    `def loss(${names.join(", ")}):`,
    ...indented([...source, ...(body ?? [toDo])]),
    "",
    "",
    "def loss_at(theta):",
    ...inLibrary([call], library),
  ];
  const notes = body ? [] : [`Fill in the body of loss(): ${signature} was not translated.`];
  return { lines, notes };
}

/** What someone wrote in Python is taken as it stands: only a translation has places for the library's functions. */
function bodyOf(
  { text, language, lossInPython }: CodeContext,
  names: readonly string[],
  library: CodeLibrary,
): readonly string[] | undefined {
  if (lossInPython !== undefined) return lossInPython.split(/\r\n|\r|\n/);
  const translated = text === undefined ? undefined : translateLoss(text, names, language);
  return translated && inLibrary(translated, library);
}
