import { groupParameters, sharedNumber } from "../options/argumentNumbers";
import type { ArgumentNumber, RunOptions } from "../options/runOptions";
import type { CodeContext } from "./codeContext";
import { pythonFloat, pythonName } from "./python";
import { pythonRate, type PythonRate } from "./schedules/rateFunction";

/** Neighbouring parameters with numbers of their own: the group that a library knows them as. */
export interface Piece {
  /** `w` where it is one argument as a whole, else `part_1`, … */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The run as these parameters take it. */
  readonly run: RunOptions;
}

/** The pieces of θ, in order; undefined where all of it has the same numbers. */
export function piecesOf(
  run: RunOptions,
  { parameters }: Pick<CodeContext, "parameters">,
): readonly Piece[] | undefined {
  if (!run.byArgument) return undefined;
  const { groups, of } = groupParameters(run, parameters);
  if (groups.length < 2) return undefined;
  const ends = Array.from(of, (_, i) => i + 1).filter((i) => of[i] !== of[i - 1]);
  const taken = new Set<string>();
  return ends.map((to, k) => {
    const from = ends[k - 1] ?? 0;
    const root = wholeArgument(parameters, from, to);
    const wanted = root === undefined ? `part_${k + 1}` : pythonName(root);
    const name = taken.has(wanted) ? `${wanted}_${k + 1}` : wanted;
    taken.add(name);
    return { name, from, to, run: groups[of[from]!]! };
  });
}

/** The argument whose parameters these are, if they are all of one. */
function wholeArgument(
  parameters: readonly string[],
  from: number,
  to: number,
): string | undefined {
  const rootOf = (name: string | undefined): string => /^[^.[]*/.exec(name ?? "")![0];
  const root = rootOf(parameters[from]);
  const isOne = parameters.every((name, i) => (rootOf(name) === root) === (i >= from && i < to));
  return isOne && root !== "" ? root : undefined;
}

/** η^t of each parameter as an array. */
export function ownRates(pieces: readonly Piece[], steps: number): PythonRate {
  const rates = pieces.map(({ run, name }) => pythonRate(run.schedule, run.lr, steps, `_${name}`));
  const isConstant = rates.every((rate) => rate.isConstant);
  const each = rates.map(({ expression }, k) => `[${expression}] * ${lengthOf(pieces[k]!)}`);
  return {
    definitions: withoutRepeats(rates.map(({ definitions }) => definitions)),
    expression: isConstant
      ? arrayOf(pieces, ({ run }) => run.lr)
      : `xp.as_array(${each.join(" + ")})`,
    isConstant,
    mayBeZero: rates.some(({ mayBeZero }) => mayBeZero) || pieces.some(({ run }) => run.lr === 0),
    observers: rates.flatMap(({ observers }) => observers),
    pieces: rates,
  };
}

export function lengthOf({ from, to }: Piece): number {
  return to - from;
}

/** A decay of each parameter as an array; undefined where it is off. */
export function ownDecay(pieces: readonly Piece[], name: ArgumentNumber): string | undefined {
  const isOn = pieces.some(({ run }) => (sharedNumber(run, name) ?? 0) !== 0);
  return isOn ? arrayOf(pieces, ({ run }) => sharedNumber(run, name) ?? 0) : undefined;
}

function arrayOf(pieces: readonly Piece[], numberOf: (piece: Piece) => number): string {
  const all = pieces.flatMap((piece) =>
    Array.from({ length: lengthOf(piece) }, () => pythonFloat(numberOf(piece))),
  );
  return `xp.as_array([${all.join(", ")}])`;
}

/** Definitions one after the other; a class that several need stands once. */
function withoutRepeats(all: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = all;
  const begins = first.findIndex((line) => line.startsWith("class "));
  if (begins < 0) return all.flat();
  const end = first.findIndex((line, k) => k > begins && /^[^ ]/.test(line));
  const length = end - begins;
  return [
    ...first,
    ...others.flatMap((lines) => lines.filter((_, k) => k < begins || k >= begins + length)),
  ];
}
