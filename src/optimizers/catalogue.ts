import * as builtIn from "./index";
import type { Optimizer, OptimizerFamily } from "./optimizer";

/** An ordered set of optimizers with unique ids. */
export interface OptimizerCatalogue {
  readonly optimizers: readonly Optimizer[];
  byId(id: string): Optimizer | undefined;
}

/** Families in the order in which lists show them. */
export const familyLabels: Readonly<Record<OptimizerFamily, string>> = {
  lecture: "From the lecture",
  pytorch: "PyTorch",
  libraries: "Optax and Keras",
  classical: "Classical",
  parts: "From parts",
  yours: "Yours",
};

const families = Object.keys(familyLabels);

/**
 * The built-in optimizers and `extra` ones, by family, then year, then label.
 *
 * Throws if two share an id: callers that take ids from a user check `optimizerById` first.
 */
export function createCatalogue(extra: readonly Optimizer[] = []): OptimizerCatalogue {
  const optimizers = [...Object.values(builtIn), ...extra].sort(
    (a, b) =>
      families.indexOf(a.family) - families.indexOf(b.family) ||
      a.year - b.year ||
      a.label.localeCompare(b.label),
  );
  const byId = new Map<string, Optimizer>();
  for (const optimizer of optimizers) {
    if (byId.has(optimizer.id)) throw new Error(`two optimizers are called "${optimizer.id}"`);
    byId.set(optimizer.id, optimizer);
  }
  return { optimizers, byId: (id) => byId.get(id) };
}

const catalogue = createCatalogue();

/** The built-in optimizers in the order of lists. */
export const optimizers = catalogue.optimizers;

/** A built-in optimizer, or undefined. */
export function optimizerById(id: string): Optimizer | undefined {
  return catalogue.byId(id);
}
