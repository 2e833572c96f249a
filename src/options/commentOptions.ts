import { placeProblems, readTagObject, type ProblemInText } from "./simulateComment";
import type { Json5Path } from "../text/json5";
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
  const faultOfText = (path: Json5Path): string | undefined => {
    const { from, to } = document.rangeOf(path);
    return document.problems.find(({ range }) => range.from >= from && range.to <= to)?.message;
  };
  const { options, problems } = parseSimulate(document.value, catalogue, faultOfText);
  const loose = looseSettings(found, allKeys, (word) => catalogue.byId(word) !== undefined);
  return { options, problems: [...loose, ...placeProblems(document, problems)] };
}
