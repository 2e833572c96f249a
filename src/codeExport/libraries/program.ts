import type { CodeContext, CodeLibrary } from "../codeContext";
import { gradientLines, type GradientLines } from "../gradientLines";
import { pythonArguments } from "../loss/argumentTree";
import { pythonLoss } from "../loss/lossFunction";
import { describeRun } from "../../options/describeRun";
import type { RunOptions } from "../../options/runOptions";
import { ownDecay, ownRates, piecesOf, type Piece } from "../pieces";
import { commentLines, pythonFloat } from "../python";
import { pythonRate, type PythonRate } from "../schedules/rateFunction";

/** All that the code of a run is made from, whichever the library. */
export interface Program {
  readonly run: RunOptions;
  readonly context: CodeContext;
  readonly shapes: readonly (readonly number[])[];
  /** Where parameters have rates or decays of their own. */
  readonly pieces: readonly Piece[] | undefined;
  readonly rate: PythonRate;
  readonly gradient: GradientLines;
  /** λ of decoupled weight decay beside the optimizer, as a number or an array; undefined for none. */
  readonly decay: string | undefined;
  /** The comment that says what this is. */
  readonly title: readonly string[];
  readonly loss: readonly string[];
  readonly notes: readonly string[];
}

/** Gathers what every library needs. Throws if the schedule is unknown. */
export function startProgram(run: RunOptions, context: CodeContext, library: CodeLibrary): Program {
  const args = pythonArguments(context.parameters);
  const loss = pythonLoss(context, args, library);
  const signature = `${context.functionName}(${args.map(({ name }) => name).join(", ")})`;
  const pieces = piecesOf(run, context);
  const notes = [...loss.notes];
  if ((context.noise ?? 0) > 0)
    notes.push("The noise has the same size but other random numbers than the run.");
  if (context.batchSize !== undefined)
    notes.push("The run used mini-batches; the code uses the gradient of the whole loss.");
  return {
    run,
    context,
    shapes: context.shapes ?? args.flatMap(({ shapes }) => shapes),
    pieces,
    rate: pieces
      ? ownRates(pieces, context.steps)
      : pythonRate(run.schedule, run.lr, context.steps),
    gradient: gradientLines(run.extras, context, pieces && ownDecay(pieces, "coupledWeightDecay")),
    decay: outsideDecay(run, pieces),
    title: commentLines(`${signature}: ${describeRun(run)}; ${context.steps} steps`),
    loss: loss.lines,
    notes,
  };
}

function outsideDecay(
  { extras: { decoupledWeightDecay: shared } }: RunOptions,
  pieces: readonly Piece[] | undefined,
): string | undefined {
  if (shared === undefined) return undefined;
  return (pieces && ownDecay(pieces, "decoupledWeightDecay")) ?? pythonFloat(shared);
}

/** Sections with two empty lines between them, as Python has it between functions. */
export function joinSections(...sections: readonly (readonly string[])[]): string {
  const trimmed = sections.map((lines) => trimEmpty(lines)).filter((lines) => lines.length > 0);
  return `${trimmed.map((lines) => lines.join("\n")).join("\n\n\n")}\n`;
}

function trimEmpty(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === "") end--;
  return lines.slice(0, end);
}

/** `import math` and `import numpy`, where the rest uses them. */
export function standardImports(code: string): string[] {
  return [
    ...(/\bmath\./.test(code) ? ["import math"] : []),
    ...(/\bnp\./.test(code) ? ["import numpy as np"] : []),
  ];
}
