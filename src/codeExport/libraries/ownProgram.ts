import { optimizerById } from "../../optimizers/catalogue";
import { argumentBlocks } from "../../optimizers/vectors/blocks";
import type { RunOptions } from "../../options/runOptions";
import { ownDecay, type Piece } from "../pieces";
import { pythonFloat } from "../python";
import type { Library, OwnPiece, OwnProgram } from "./library";
import type { OptimizerChoice, OwnOptimizer } from "./ownOptimizer";
import type { Program } from "./program";

/** The program around a library's own optimizer where that makes the same steps in all of θ, else the first reason why not. */
export function ownProgram(program: Program, { optimizers, name }: Library): OwnProgram | string {
  const { run, rate, gradient, shapes, pieces } = program;
  const facts = {
    isConstant: rate.isConstant,
    mayBeZero: rate.mayBeZero,
    isOneBlock: argumentBlocks(shapes).length === 1 && !pieces,
    changesGradient: gradient.step.length > 0,
  };
  const table = Object.hasOwn(optimizers, run.optimizer) ? optimizers[run.optimizer] : undefined;
  const choose = ({ hyperparameters: values }: RunOptions): OptimizerChoice =>
    table?.({ ...facts, values }) ??
    `${name} has no ${optimizerById(run.optimizer)?.label ?? run.optimizer}.`;

  const ownPieces: OwnPiece[] = [];
  for (const piece of pieces ?? []) {
    const optimizer = choose(piece.run);
    if (typeof optimizer === "string") return optimizer;
    ownPieces.push({ ...piece, optimizer });
  }
  const optimizer = choose(run);
  if (typeof optimizer === "string") return optimizer;
  const coupled = coupledDecay(optimizer, pieces);
  const decay = coupled === undefined ? [] : [`g = g + ${coupled} * theta`];
  return {
    ...program,
    gradient: { ...gradient, step: [...gradient.step, ...decay] },
    optimizer,
    pieces: pieces && ownPieces,
  };
}

/** λ as a number, or of each parameter as an array; undefined where the optimizer knows it, or it is off. */
function coupledDecay(
  { coupledDecay }: OwnOptimizer,
  pieces: readonly Piece[] | undefined,
): string | undefined {
  if (coupledDecay === undefined) return undefined;
  return pieces ? ownDecay(pieces, "weightDecay") : pythonFloat(coupledDecay);
}
