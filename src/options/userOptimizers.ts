import { placeProblems, readTagObject, type ProblemInText } from "./simulateComment";
import type { LossFunction } from "../languages/lossFunction";
import type { OptimizerDeclaration } from "../optimizers/userUpdate";
import { looseSettings } from "./looseSettings";
import { parseOptimizer } from "./parseOptimizer";

/** A function marked `@optimizer`, with what its comment declares. */
export interface OwnOptimizer {
  readonly declaration: OptimizerDeclaration;
  readonly function: LossFunction;
}

/** The optimizers among the functions of a text. Where two have the same id, the first one counts. */
export function readOwnOptimizers(functions: readonly LossFunction[]): {
  readonly optimizers: readonly OwnOptimizer[];
  readonly problems: readonly ProblemInText[];
} {
  const optimizers = new Map<string, OwnOptimizer>();
  const problems: ProblemInText[] = [];
  for (const fn of functions.filter(({ role }) => role === "optimizer")) {
    const document = readTagObject(fn);
    const { declaration, problems: faults } = parseOptimizer(document?.value, fn.name);
    problems.push(...looseSettings(fn, undefined));
    if (document) problems.push(...placeProblems(document, faults));
    if (!declaration) continue;
    if (optimizers.has(declaration.id)) {
      const message = `two optimizers are called "${declaration.id}"; the first one counts`;
      problems.push({ range: fn.nameRange, message, severity: "error" });
    } else optimizers.set(declaration.id, { declaration, function: fn });
  }
  return { optimizers: [...optimizers.values()], problems };
}
