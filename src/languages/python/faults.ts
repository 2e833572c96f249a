import { LocatedError, type FaultKind, type Place } from "../../text/place";
import type { InterpreterFault } from "../platform";

/** What the interpreter tells as an error at its place in the user's code. */
export function faultOf(fault: InterpreterFault): LocatedError {
  const about = isOfInterpreter(fault) ? "interpreter" : undefined;
  return new LocatedError(fault.message, kindOf(fault), placeOf(fault), about);
}

/** Whether another interpreter may do better: there is none, or it lacks a module. */
function isOfInterpreter({ kind }: InterpreterFault): boolean {
  return kind === "missing" || kind === "ModuleNotFoundError";
}

function kindOf({ kind, message }: InterpreterFault): FaultKind {
  switch (kind) {
    case "SyntaxError":
    case "IndentationError":
    case "TabError":
      return "syntax";
    case "ModuleNotFoundError":
    case "ImportError":
      return "missingImport";
    case "timeout":
    case "memory":
    case "ended":
      return kind;
    case "missing":
      return "unsupported";
    default:
      return /the function returned .*, not a number$/.test(message) ? "notANumber" : "threw";
  }
}

function placeOf(fault: InterpreterFault): Place | undefined {
  const { file, line, column, endLine, endColumn } = fault;
  if (file === undefined || line === undefined) return undefined;
  const start = { file, line, column: (column ?? 0) + 1 };
  return endLine === undefined || endColumn === undefined
    ? start
    : { ...start, endLine, endColumn: endColumn + 1 };
}
