import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import {
  type JavaScriptParameterOptions as ParameterOptions,
  readParameters,
} from "../../../src/languages/javascript/parameters/parameters";
import type { FunctionParameters } from "../../../src/languages/lossFunction";

/** The parameters of a text's function `loss`. */
export function readLoss(
  text: string,
  options: Partial<ParameterOptions> = {},
): FunctionParameters {
  const language = options.language ?? "ts";
  const { functions } = findLossFunctions(text, { language });
  const loss = functions.find(({ name }) => name === "loss")!;
  return readParameters(text, loss, { language, ...options });
}
