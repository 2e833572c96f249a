import { computed } from "@preact/signals";
import {
  createCatalogue,
  familyLabels,
  optimizerById,
  type OptimizerCatalogue,
} from "../../src/optimizers/catalogue";
import type { Optimizer } from "../../src/optimizers/optimizer";
import { declaredOptimizer } from "../../src/optimizers/userOptimizer";
import { sayOfCatalogue } from "../../l10n/catalogue";
import { ownOptimizers } from "./panelData";

/** The built-in optimizers and the user's own; of two with the same id the first counts. */
const catalogue = computed<OptimizerCatalogue>(() => {
  const own = ownOptimizers.value ?? [];
  const fresh = own.filter(
    ({ id }, index) => !optimizerById(id) && own.findIndex((other) => other.id === id) === index,
  );
  return createCatalogue(fresh.map(declaredOptimizer));
});

export function findOptimizer(id: string): Optimizer | undefined {
  return catalogue.value.byId(id);
}

/** All optimizers as a picker lists them. */
export const optimizerOptions = computed(() =>
  catalogue.value.optimizers.map(({ id, label, description, family }) => ({
    value: id,
    label,
    description: sayOfCatalogue(description),
    group: sayOfCatalogue(familyLabels[family]),
  })),
);
