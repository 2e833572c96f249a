import { optimizerById as tracedById } from "virtual:lifted-catalogue";
import { optimizerById } from "../../optimizers/catalogue";
import type { Optimizer } from "../../optimizers/optimizer";

const known = new Map<string, Optimizer>();

/** A built-in optimizer with its traced twin, from which its runs are compiled. */
export function runnableOptimizer(id: string): Optimizer | undefined {
  const optimizer = optimizerById(id);
  const traced = tracedById(id);
  if (optimizer?.kind !== "element" || traced?.kind !== "element") return optimizer;
  const runnable = known.get(id) ?? { ...optimizer, traced };
  known.set(id, runnable);
  return runnable;
}
