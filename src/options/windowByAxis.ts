import type { SimulateOptions } from "./runOptions";

/** `window` as one range per parameter, where the code gives one for the first parameters or by name. */
export function windowByAxis(
  window: SimulateOptions["window"],
  parameters: readonly string[],
): readonly (readonly [number, number])[] | undefined {
  if (window === undefined) return undefined;
  if (Array.isArray(window)) return window as readonly (readonly [number, number])[];
  const byName = window as Readonly<Record<string, readonly [number, number]>>;
  const ranges = parameters.flatMap((name) => (byName[name] ? [byName[name]] : []));
  return ranges.length === parameters.length ? ranges : undefined;
}
