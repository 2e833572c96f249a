import type { CodeContext, RunCode } from "../codeContext";
import { optimizerById } from "../../optimizers/catalogue";
import { argumentBlocks } from "../../optimizers/vectors/blocks";
import type { RunOptions } from "../../options/runOptions";
import { ownDecay, type Piece } from "../pieces";
import { indented, pythonFloat, pythonList, pythonString } from "../python";
import { choiceOfAll, coupledDecayOf } from "./choiceOfAll";
import { finishProgram, type LoopCode, type OwnOptimizer } from "./finishProgram";
import { jaxGradient, jaxHessian } from "./jaxGradient";
import { optaxOptimizer } from "./optaxOptimizers";
import { startProgram, type LibraryChoice, type Program } from "./program";
import { stepLoop } from "./stepLoop";

/**
 * A run as a script for JAX and Optax (0.2.8): Optax's own optimizer where it makes the same steps, the update written
 * out where it does not. The schedule is a function of the step, as Optax takes it.
 */
export function runAsOptax(run: RunOptions, context: CodeContext): RunCode {
  const program = startProgram(run, context, "optax");
  const label = optimizerById(run.optimizer)?.label ?? run.optimizer;
  const { pieces } = program;
  const choose = ({ hyperparameters: values }: RunOptions): LibraryChoice =>
    optaxOptimizer(run.optimizer, label, {
      values,
      isConstant: program.rate.isConstant,
      mayBeZero: program.rate.mayBeZero,
      isOneBlock: argumentBlocks(program.shapes).length === 1 && !pieces,
    });
  const choice = pieces ? choiceOfAll(pieces, choose) : choose(run);
  const parts = {
    library: "optax",
    valueAndGradient: jaxGradient,
    hessian: jaxHessian,
    start: startOf(context),
  } as const;
  const imports = [
    "import jax",
    "import jax.numpy as jnp",
    ...(choice.kind === "own" ? ["import optax"] : []),
    "",
    'jax.config.update("jax_enable_x64", True)',
  ];
  const groupLoop = () => partitionedLoop(program, pieces!, ({ run: own }) => choose(own));
  return finishProgram(program, choice, parts, pieces ? groupLoop : ownLoop, imports);
}

/** The loop where parameters have numbers of their own: an optimizer for each piece of θ, side by side. */
function partitionedLoop(
  program: Program,
  pieces: readonly Piece[],
  choose: (piece: Piece) => LibraryChoice,
): LoopCode {
  const { run, context, rate, gradient } = program;
  const outside = run.extras.decoupledWeightDecay;
  const name = ({ name }: Piece): string => pythonString(name);
  const coupled = coupledDecayOf(pieces, choose);
  const optimizers = pieces.map((piece, k) => {
    const own = choose(piece) as OwnOptimizer;
    const { expression } = rate.pieces![k]!;
    const scheduled = rate.isConstant
      ? expression
      : `lambda t: ${expression.replace("(t)", "(int(t))")}`;
    const options = [`learning_rate=${scheduled}`, ...own.options].join(", ");
    return `${name(piece)}: ${own.name}(${options}),`;
  });
  const step = [
    "value, g = value_and_gradient(theta)",
    ...gradient.step,
    ...(coupled === undefined ? [] : [`g = g + ${coupled} * theta`]),
    "updates, state = optimizer.update(pieces_of(g), state, pieces_of(theta))",
    `updates = jnp.concatenate([${pieces.map((piece) => `updates[${name(piece)}]`).join(", ")}])`,
    ...(outside === undefined
      ? []
      : [
          `updates = updates - ${rate.expression} * ${ownDecay(pieces, "decoupledWeightDecay") ?? "0.0"} * theta  # decoupled weight decay`,
        ]),
    "theta = optax.apply_updates(theta, updates)",
    ...rate.observers.map((observer) => `${observer}.observe(value)`),
    "trajectory.append(theta.tolist())",
  ];
  const loop = [
    `theta = ${startOf(context)}`,
    "optimizer = optax.multi_transform(",
    ...indented([
      "{",
      ...indented(optimizers),
      "},",
      `{${pieces.map((piece) => `${name(piece)}: ${name(piece)}`).join(", ")}},`,
    ]),
    ")",
    "state = optimizer.init(pieces_of(theta))",
    ...stepLoop(program, step),
  ];
  const slices = pieces.map((piece) => `${name(piece)}: array[${piece.from}:${piece.to}]`);
  const piecesOf = ["def pieces_of(array):", `    return {${slices.join(", ")}}`];
  return { functions: [...jaxGradient, "", "", ...piecesOf, "", "", ...rate.definitions], loop };
}

function startOf({ start }: CodeContext): string {
  return `jnp.array(${pythonList(start)})`;
}

function ownLoop(program: Program, choice: OwnOptimizer): LoopCode {
  const { run, context, rate, gradient } = program;
  const outside = run.extras.decoupledWeightDecay;
  const scheduled = rate.isConstant ? pythonFloat(run.lr) : "lambda t: learning_rate(int(t))";
  const rateNow = rate.isConstant ? rate.expression : "learning_rate(t)";
  const step = [
    "value, g = value_and_gradient(theta)",
    ...gradient.step,
    ...(choice.coupledDecay === undefined
      ? []
      : [`g = g + ${pythonFloat(choice.coupledDecay)} * theta`]),
    "updates, state = optimizer.update(g, state, theta)",
    ...(outside === undefined
      ? []
      : [
          `updates = updates - ${rateNow} * ${pythonFloat(outside)} * theta  # decoupled weight decay`,
        ]),
    "theta = optax.apply_updates(theta, updates)",
    ...rate.observers.map((observer) => `${observer}.observe(value)`),
    "trajectory.append(theta.tolist())",
  ];
  const options = [`learning_rate=${scheduled}`, ...choice.options].join(", ");
  const loop = [
    `theta = ${startOf(context)}`,
    `optimizer = ${choice.name}(${options})`,
    "state = optimizer.init(theta)",
    ...stepLoop(program, step),
  ];
  return {
    functions: [...jaxGradient, "", "", ...rate.definitions],
    loop,
  };
}
