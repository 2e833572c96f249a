import type { Optimizer } from "../../optimizers/optimizer";
import type { RunPlan } from "../run/runPlan";
import { startStepSource, type StepSource } from "../run/stepSource";

/** η^t and the method's per-step scalars as columns that grow as they are needed. */
export interface StepTable {
  readonly scalarNames: readonly string[];
  /** Column 0 is η^t, then one per scalar; at least `rows` long. */
  columns(rows: number): readonly Float64Array[];
  /** Those of groups of parameters, where they have rates of their own. */
  readonly groups?: readonly StepTable[] | undefined;
}

/** Rows kept for later runs, over all tables of an optimizer. */
const mostKeptRows = 1 << 21;

interface KeptTables {
  readonly tables: Map<string, StepTable & { readonly rows: number }>;
}

const kept = new WeakMap<Optimizer, KeptTables>();

/**
 * The table of a plan whose rates depend on the step alone. Plans with the same optimizer,
 * hyperparameters and rates share one, so that a run from another start finds it filled.
 */
export function stepTable(plan: RunPlan): StepTable {
  const { groups, ...shared } = plan;
  if (!groups) return sharedTable(plan);
  const table = sharedTable(shared);
  return {
    get scalarNames() {
      return table.scalarNames;
    },
    columns: (rows) => table.columns(rows),
    groups: groups.groups.map((group) => sharedTable({ ...shared, ...group })),
  };
}

function sharedTable(plan: RunPlan): StepTable {
  if (plan.rateKey === undefined) return createTable(plan);
  const key = JSON.stringify([plan.hyperparameters, plan.rateKey]);
  const tables =
    kept.get(plan.optimizer)?.tables ?? new Map<string, ReturnType<typeof createTable>>();
  kept.set(plan.optimizer, { tables });
  const found = tables.get(key) ?? createTable(plan);
  tables.delete(key);
  tables.set(key, found);
  let total = 0;
  for (const [name, table] of [...tables].reverse()) {
    total += table.rows;
    if (total > mostKeptRows && table !== found) tables.delete(name);
  }
  return found;
}

/** A source that reads a table, for steps that are taken one at a time. */
export function sourceFromTable(table: StepTable): StepSource {
  return {
    rateAt: (t) => table.columns(t + 1)[0]![t]!,
    observe: () => undefined,
    scalarsAt(t) {
      const [, ...columns] = table.columns(t + 1);
      return Object.fromEntries(table.scalarNames.map((name, k) => [name, columns[k]![t]!]));
    },
    groups: table.groups?.map(sourceFromTable),
  };
}

function createTable(plan: RunPlan): StepTable & { readonly rows: number } {
  const source = startStepSource(plan);
  let filled = 0;
  let scalarNames: readonly string[] | undefined;
  let first: Record<string, number> | undefined;
  let columns: Float64Array[] = [];
  // Untouched memory costs nothing, growing costs every row a copy.
  const reserved = Math.max(1024, Math.min(plan.steps + 1, mostKeptRows));

  /** The first row names the columns. */
  function begin(): void {
    const rate = source.rateAt(0);
    first = source.scalarsAt(0, rate);
    scalarNames = Object.keys(first);
    columns = Array.from({ length: 1 + scalarNames.length }, () => new Float64Array(reserved));
    columns[0]![0] = rate;
    scalarNames.forEach((name, k) => (columns[k + 1]![0] = first![name]!));
    filled = 1;
  }

  function grow(rows: number): void {
    if (rows <= columns[0]!.length) return;
    const length = Math.max(rows, 2 * columns[0]!.length);
    columns = columns.map((column) => {
      const grown = new Float64Array(length);
      grown.set(column);
      return grown;
    });
  }

  return {
    get rows() {
      return filled;
    },
    get scalarNames() {
      if (!scalarNames) begin();
      return scalarNames!;
    },
    columns(rows) {
      if (!scalarNames) begin();
      grow(rows);
      const names = scalarNames!;
      for (; filled < rows; filled++) {
        const rate = source.rateAt(filled);
        const scalars = source.scalarsAt(filled, rate);
        columns[0]![filled] = rate;
        for (let k = 0; k < names.length; k++) columns[k + 1]![filled] = scalars[names[k]!]!;
      }
      return columns;
    },
  };
}
