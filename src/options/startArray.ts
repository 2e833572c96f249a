import { gaussian } from "./gaussian";
import { isRecord, quoted, valueOf, type Given, type Problems } from "./problems";
import { readNumber } from "./readValue";
import type { NestedNumbers } from "./runOptions";
import { seededRandom } from "./seededRandom";
import { simulateNumbers } from "./simulateKeys";

/** What an array may be filled with, each the name of its shape, as NumPy calls them. */
export const startFillings = ["zeros", "ones", "normal"] as const;
type Filling = (typeof startFillings)[number];

/** What an array of normal numbers may have beside its shape. */
export const normalRanges = { scale: { min: 0, max: 1e6 }, seed: simulateNumbers.seed };

/** An array that is told by its shape: `{ zeros: [784, 10] }`, `{ ones: [3] }`, `{ normal: [20, 8], scale: 0.1, seed: 1 }`. */
export interface StartArray {
  readonly filling: Filling;
  readonly shape: readonly unknown[];
  readonly given: Given;
}

/** `value` as such an array; undefined where it is anything else, as arguments of these names are. */
export function startArrayOf(value: unknown): StartArray | undefined {
  if (!isRecord(value)) return undefined;
  const filling = startFillings.find((name) => Array.isArray(valueOf(value, name)));
  if (!filling) return undefined;
  const known = [filling, ...(filling === "normal" ? Object.keys(normalRanges) : [])];
  if (!Object.keys(value).every((key) => known.includes(key))) return undefined;
  return { filling, shape: value[filling] as readonly unknown[], given: value };
}

/** Fills the arrays of one start. */
export interface StartArrays {
  /**
   * The numbers of an array, at most so many, nested as its shape says: zeros, ones, or `scale` times standard normal
   * numbers, which the arrays without a `seed` of their own draw one after another, so that no two are alike. A fault
   * leaves it out.
   */
  filled(array: StartArray, most: number, problems: Problems): readonly NestedNumbers[] | undefined;
}

/** Arrays of a start whose normal numbers are those of seed 0, where an array names no other. */
export function createStartArrays(): StartArrays {
  let shared: (() => number) | undefined;

  function fillerOf({ filling, given }: StartArray, problems: Problems): () => number {
    if (filling === "zeros") return () => 0;
    if (filling === "ones") return () => 1;
    const number = <F extends number | undefined>(
      name: "scale" | "seed",
      fallback: F,
    ): number | F =>
      readNumber(valueOf(given, name), normalRanges[name], fallback, problems.at(name));
    const scale = number("scale", 1);
    const seed = number("seed", undefined);
    const next =
      seed === undefined ? (shared ??= gaussian(seededRandom(0))) : gaussian(seededRandom(seed));
    return () => scale * next();
  }

  return {
    filled(array, most, problems) {
      const shape = shapeOf(array, most, problems.at(array.filling));
      if (!shape) return undefined;
      const faults = problems.list.length;
      const next = fillerOf(array, problems);
      return problems.list.length > faults ? undefined : nested(shape, next);
    },
  };
}

function shapeOf(
  { filling, shape }: StartArray,
  most: number,
  problems: Problems,
): readonly number[] | undefined {
  const wrong = shape.findIndex((size) => !Number.isInteger(size) || (size as number) < 1);
  if (wrong >= 0 || shape.length === 0) {
    const given = wrong < 0 ? "[]" : quoted(shape[wrong]);
    (wrong < 0 ? problems : problems.at(wrong)).error(
      `${filling} takes a shape, as [20, 8]: whole numbers from 1, not ${given}`,
    );
    return undefined;
  }
  const sizes = shape as readonly number[];
  const count = sizes.reduce((product, size) => product * size, 1);
  if (count <= most) return sizes;
  problems.error(`start has more than ${most} numbers: ${sizes.join(" × ")} are ${count}`);
  return undefined;
}

function nested([size, ...inner]: readonly number[], next: () => number): NestedNumbers[] {
  return Array.from({ length: size! }, () => (inner.length > 0 ? nested(inner, next) : next()));
}
