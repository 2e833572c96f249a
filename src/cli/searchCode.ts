import { BakedInError } from "../codeExport/search/settingCode";
import {
  searchProgram,
  type SearchCode,
  type SearchLibrary,
} from "../codeExport/search/searchProgram";
import { conditionsOf } from "../protocol/conditions";
import type { Once } from "../headless/once";
import type { Source } from "../headless/source";
import { UsageError } from "../headless/usageError";
import type { Arguments } from "./arguments";
import { searchedRuns } from "./sweep";

/** The sweep or the tuning of the command line as a program of a library. Throws UsageError. */
export function searchCode(
  given: Arguments,
  library: SearchLibrary,
  { fn, text, language }: Source,
  once: Once,
): SearchCode {
  const { opened, asked } = once;
  const { from, to } = fn.functionRange;
  const context = {
    ...{ functionName: fn.name, parameters: opened.parameters, shapes: opened.shapes },
    ...{ text: text.slice(from, to), language, ...conditionsOf(asked) },
  };
  try {
    return searchProgram(searchedRuns(given, once), context, given.measure, library);
  } catch (error) {
    if (error instanceof BakedInError) throw new UsageError(`--program: ${error.message}`);
    throw error;
  }
}
