import { LocatedError } from "../text/place";
import { exactText, roundToDigits } from "../text/number";
import { evenlySpread } from "./evenlySpread";
import type { FunctionParameters } from "./lossFunction";
import { isRefusal } from "./refusal";

/** How far from 0 other starts lie, nearest first, and how many are spread at each distance. */
const distances = [1, 3, 10, 30, 100];
const triedAtEach = 12;

/** Longer functions are asked for their start rather than tried. */
const mostNumbers = 1000;

/** Names that are written out; of more numbers only how many they are. */
const mostNamed = 4;

/**
 * Parameters that start where the function has a finite value: an assumed start is a guess, and where the function throws
 * or is not finite there, others are tried. Numbers that the code gives stay. Undefined where nothing was assumed, or where
 * no other start does: `loss` is what the function gives at one, undefined where it throws.
 */
export function startedElsewhere<Parameters extends FunctionParameters>(
  parameters: Parameters,
  loss: (start: readonly number[]) => number | undefined,
): Parameters | undefined {
  if (parameters.assumed.length === 0 || parameters.start.length > mostNumbers) return undefined;
  const start = otherStarts(parameters).find((other) => Number.isFinite(loss(other)));
  if (!start) return undefined;
  const { names } = parameters;
  const note =
    names.length > mostNamed
      ? "it starts where it is finite: at the usual start it is not"
      : `it starts at ${described(names, start)}: at ${described(names, parameters.start)} it is not finite`;
  return { ...parameters, start, notes: [...parameters.notes, note] };
}

/** What `work` gives, or what the person's function threw in it. */
export function givenOrThrown<Given>(work: () => Given): Given | LocatedError {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof LocatedError && thrown.kind === "threw") return thrown;
    throw thrown;
  }
}

/** A name that nothing defines, as JavaScript and Python tell it: no other start mends that. */
const unknownName = /^(ReferenceError|NameError)\b/;

/** What a function threw at an assumed start, with the point and how to name another where that may help. */
export function toldOfStart(
  thrown: LocatedError,
  { assumed, names, start }: FunctionParameters,
): LocatedError {
  if (assumed.length === 0 || isRefusal(thrown) || unknownName.test(thrown.message)) return thrown;
  const example = start.length > mostNamed ? "[…]" : `[${start.map(() => 0).join(", ")}]`;
  const shapes = names.some((name) => name.includes("["))
    ? ", an array by its shape, { zeros: [20, 8] }"
    : "";
  const message =
    `${thrown.message}, at ${described(names, start)}, where it starts since nothing says where: ` +
    `say it by @simulate { start: ${example} }${shapes}`;
  return new LocatedError(message, thrown.kind, thrown.place, thrown.about);
}

/** The start and what is opposite to it, further and further out, then numbers spread evenly on both sides of 0. */
function otherStarts({ start, assumed }: FunctionParameters): number[][] {
  const isAssumed = new Set(assumed);
  const placed = (numberAt: (k: number) => number): number[] =>
    start.map((given, k) => (isAssumed.has(k) ? roundToDigits(numberAt(k), 3) : given));
  return distances.flatMap((distance) => [
    placed((k) => distance * start[k]!),
    placed((k) => -distance * start[k]!),
    ...Array.from({ length: triedAtEach }, (_, turn) =>
      placed((k) => distance * (2 * evenlySpread(1 + turn * start.length + k) - 1)),
    ),
  ]);
}

/** `x = 1.12, y = 0.736`, or how many numbers there are. */
function described(names: readonly string[], start: readonly number[]): string {
  if (names.length > mostNamed) return `its ${names.length} numbers`;
  return names.map((name, k) => `${name} = ${exactText(start[k]!)}`).join(", ");
}
