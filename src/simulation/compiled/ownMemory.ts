import type { FusedProgram } from "./fusedProgram";
import type { StepTable } from "./stepTable";

/** A program whose records are a run's trace. */
export interface OwnMemory {
  readonly program: FusedProgram;
  /** The table whose rows are in the program's already, and how many. */
  table: StepTable | undefined;
  tableRows: number;
}

/** Memory that runs gave back, by the program it was made from. */
const free = new WeakMap<FusedProgram, OwnMemory[]>();

/** Pieces kept for one program. */
const mostKept = 4;

/** Rows are rounded up to a multiple of this, so that a few steps more find the same memory. */
const granularity = 1 << 14;

/** Rows added so that the columns do not all begin in the same cache set (nine lines apart instead). */
const skew = 72;

/** Memory for so many rows: a piece that was given back, whose pages are warm, or a new one. */
export function acquireMemory(base: FusedProgram, rows: number): OwnMemory {
  const capacity = Math.ceil(rows / granularity) * granularity + skew;
  const kept = free.get(base) ?? [];
  const index = kept.findIndex(({ program }) => program.capacity === capacity);
  if (index >= 0) return kept.splice(index, 1)[0]!;
  return { program: base.withRoomFor(capacity), table: undefined, tableRows: 0 };
}

/** Gives the memory of a run of `rows` rows back. Its last row has no rate, so that one is not kept. */
export function releaseMemory(base: FusedProgram, own: OwnMemory, rows: number): void {
  own.tableRows = Math.min(own.tableRows, rows - 1);
  const kept = [own, ...(free.get(base) ?? [])];
  free.set(base, kept.slice(0, mostKept));
}
