import { LocatedError } from "../../../text/place";
import type { LoadedModule } from "./load";
import { describe } from "./resultCheck";

/** The samples of a module: an array, or each number of a typed array. */
export function sampleList({ samples }: LoadedModule): readonly unknown[] {
  const list = listOf(samples);
  if (list === undefined) {
    throw new LocatedError(
      `samples must name an array, and this is ${describe(samples)}`,
      "unsupported",
      undefined,
      "samples",
    );
  }
  if (list.length === 0)
    throw new LocatedError("the array of samples is empty", "unsupported", undefined, "samples");
  return list;
}

/** As an array of our own: what the user's kinds of lists do when they are mapped is theirs. */
function listOf(samples: unknown): readonly unknown[] | undefined {
  const isTyped = ArrayBuffer.isView(samples) && "length" in samples;
  if (!isTyped && !Array.isArray(samples)) return undefined;
  return Array.from(samples as unknown as ArrayLike<unknown>);
}
