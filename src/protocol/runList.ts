import type { RunOptions } from "../options/runOptions";
import type { PanelRun } from "./panelCalls";

/** How a run is told apart, whatever it computes. */
export type RunLook = Omit<PanelRun, "options">;

/** A look beside others: a number above all of theirs, and the first style that none of them has. */
export function freeLook(others: readonly RunLook[]): RunLook {
  const numbers = others.map(({ id }) => Number(/^run-(\d+)$/.exec(id)?.[1] ?? -1));
  const styles = new Set(others.map(({ style }) => style));
  let style = 0;
  while (styles.has(style)) style++;
  return { id: `run-${Math.max(-1, ...numbers) + 1}`, style, hidden: false };
}

/** Runs with those that cannot be simulated among them, at their places in the code. */
export function withBroken<Run, Broken extends { readonly index: number }>(
  runs: readonly Run[],
  broken: readonly Broken[] = [],
): (Run | Broken)[] {
  const all: (Run | Broken)[] = [...runs];
  for (const one of broken) all.splice(one.index, 0, one);
  return all;
}

/** Another run of these options beside others, and beside broken ones, with a look and a label of its own. */
export function newRun(
  others: readonly PanelRun[],
  options: RunOptions,
  broken: readonly RunLook[] = [],
): PanelRun {
  const label = freeLabel(others, options.label);
  return { ...freeLook([...others, ...broken]), options: { ...options, label } };
}

/** The label, with a number behind it where one of the runs has it already. */
export function freeLabel(runs: readonly PanelRun[], wanted: string): string {
  const base = wanted.replace(/ \(\d+\)$/, "");
  const taken = new Set(runs.map((run) => run.options.label));
  let label = base;
  for (let k = 2; taken.has(label); k++) label = `${base} (${k})`;
  return label;
}
