import { placeProblems, readTagObject, type ProblemInText } from "./simulateComment";
import type { LossFunction } from "../languages/lossFunction";
import { createCatalogue, type OptimizerCatalogue } from "../optimizers/catalogue";
import { looseSettings } from "./looseSettings";
import { allKeys, parseSimulate } from "./parseSimulate";
import type { SimulateOptions } from "./runOptions";

export interface CommentOptions {
  readonly options: SimulateOptions;
  readonly problems: readonly ProblemInText[];
}

/** Reads a function's `@simulate { … }`. What is wrong is reported at its place; the rest still works. */
export function readCommentOptions(
  found: LossFunction,
  catalogue: OptimizerCatalogue = createCatalogue(),
): CommentOptions {
  const document = readTagObject(found);
  if (!document) return { options: {}, problems: [] };
  const { options, problems } = parseSimulate(document.value, catalogue);
  const loose = looseSettings(found, allKeys, (word) => catalogue.byId(word) !== undefined);
  return { options, problems: [...loose, ...placeProblems(document, problems)] };
}
