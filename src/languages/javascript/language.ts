import type { Language } from "../language";
import {
  findAllFunctions,
  findLossFunctions,
  findLossFunctionsInSlices,
  functionAround,
} from "./find/find";
import { topLevelNames } from "./find/topLevelNames";

/** JavaScript, TypeScript, JSX and TSX. */
export const javascript: Language = {
  id: "javascript",
  names: ["TypeScript", "JavaScript"],
  documentLanguages: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
  extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
  commentStyle: "slashes",
  find: findLossFunctions,
  findInSlices: findLossFunctionsInSlices,
  findAll: findAllFunctions,
  functionAround,
  topLevelNames,
  loadPreparer: async () => (await import("./preparer")).createPreparer,
  loadEvaluator: async () => (await import("./evaluator")).createEvaluator,
};
