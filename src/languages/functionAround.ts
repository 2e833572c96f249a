import type { LossFunction } from "./lossFunction";

/**
 * The function to simulate when the cursor is at `offset`: the innermost marked one around it, else the innermost one
 * that can be simulated, else the innermost one with a name, which then says why it cannot.
 */
export function chooseAround(
  functions: readonly LossFunction[],
  offset: number,
): LossFunction | undefined {
  const around = functions
    .filter(({ range, role }) => role === "loss" && range.from <= offset && offset <= range.to)
    .sort((a, b) => a.range.to - a.range.from - (b.range.to - b.range.from));
  return (
    around.find(({ marked }) => marked !== undefined) ??
    around.find(({ unsupported }) => unsupported === undefined) ??
    around[0]
  );
}
