import type { Language } from "../language";
import {
  allPythonFunctions,
  findPythonFunctions,
  findPythonFunctionsInSlices,
  pythonFunctionAround,
} from "./find/find";
import { topLevelNames } from "./find/topLevelNames";

/** Python, evaluated by the person's own interpreter. */
export const python: Language = {
  id: "python",
  names: ["Python"],
  documentLanguages: ["python"],
  extensions: [".py"],
  needsTrust: true,
  commentStyle: "hash",
  find: findPythonFunctions,
  findInSlices: findPythonFunctionsInSlices,
  findAll: allPythonFunctions,
  functionAround: pythonFunctionAround,
  topLevelNames,
  loadPreparer: async () => (await import("./preparer")).createPreparer,
  loadEvaluator: async () => (await import("./evaluator")).createEvaluator,
};
