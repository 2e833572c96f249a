import type { CodeContext } from "../codeContext";
import { commentLines, indented, pythonString } from "../python";
import type { PythonArgument } from "./argumentTree";
import { translateLoss } from "./translateLoss";

/** The loss in Python: `loss(…)` as people write it, and `loss_at(theta)` as the loop calls it. */
export interface PythonLoss {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** The loss as Python functions: given, translated, or marked as what is left to fill in. */
export function pythonLoss(context: CodeContext, args: readonly PythonArgument[]): PythonLoss {
  const { functionName, text, lossInPython } = context;
  const names = args.map(({ name }) => name);
  const body = lossInPython?.split(/\r\n|\r|\n/) ?? (text && translateLoss(text, names));
  const source = text === undefined ? [] : commentLines(text);
  const signature = `${functionName}(${names.join(", ")})`;
  const lines = [
    `def loss(${names.join(", ")}):`,
    ...indented([
      ...source,
      ...(body
        ? body
        : [`raise NotImplementedError(${pythonString(`translate ${signature} into Python`)})`]),
    ]),
    "",
    "",
    "def loss_at(theta):",
    `    return loss(${args.map(({ value }) => value).join(", ")})`,
  ];
  const notes = body ? [] : [`Fill in the body of loss(): ${signature} was not translated.`];
  return { lines, notes };
}
