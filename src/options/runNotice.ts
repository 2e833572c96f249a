import { optimizerById } from "../optimizers/catalogue";
import type { RunOptions } from "./runOptions";

/** What a run's optimizer has to say about a function with arguments of these shapes; undefined if nothing. */
export function runNotice(
  { optimizer }: RunOptions,
  shapes: readonly (readonly number[])[],
): string | undefined {
  const known = optimizerById(optimizer);
  return known?.kind === "vector" ? known.notice?.(shapes) : undefined;
}
