import { boundValues } from "./boundValues";
import { parsePython, statementsOf } from "./syntax";

/** The names of values that a text binds or imports at its top level. */
export function topLevelNames(text: string): string[] {
  return [...boundValues(text, statementsOf(parsePython(text).topNode)).keys()];
}
