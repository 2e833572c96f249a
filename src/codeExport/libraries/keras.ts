import type { CodeContext, RunCode } from "../codeContext";
import { optimizerById } from "../../optimizers/catalogue";
import { argumentBlocks } from "../../optimizers/vectors/blocks";
import type { RunOptions } from "../../options/runOptions";
import { ownDecay, type Piece } from "../pieces";
import { indented, pythonFloat, pythonList } from "../python";
import { choiceOfAll, coupledDecayOf } from "./choiceOfAll";
import { finishProgram, type LoopCode, type OwnOptimizer } from "./finishProgram";
import { jaxGradient, jaxHessian } from "./jaxGradient";
import { kerasOptimizer } from "./kerasOptimizers";
import { startProgram, type LibraryChoice, type Program } from "./program";
import { stepLoop } from "./stepLoop";

const imports = [
  "import os",
  "",
  'os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported',
  "",
  "import jax",
  "import keras",
  "from keras import ops",
  "",
  'jax.config.update("jax_enable_x64", True)',
  'keras.config.set_floatx("float64")',
];

/**
 * A run as a script for Keras (3.15) on JAX: Keras' own optimizer where it makes the same steps, the update written
 * out with `keras.ops` where it does not. JAX, because Keras has no gradient of its own.
 */
export function runAsKeras(run: RunOptions, context: CodeContext): RunCode {
  const program = startProgram(run, context, "keras");
  const label = optimizerById(run.optimizer)?.label ?? run.optimizer;
  const { pieces } = program;
  const choose = ({ hyperparameters: values }: RunOptions): LibraryChoice =>
    kerasOptimizer(run.optimizer, label, {
      values,
      isConstant: program.rate.isConstant,
      mayBeZero: program.rate.mayBeZero,
      isOneBlock: argumentBlocks(program.shapes).length === 1 && !pieces,
    });
  const choice = pieces ? choiceOfAll(pieces, choose) : choose(run);
  const parts = {
    library: "keras",
    valueAndGradient: jaxGradient,
    hessian: jaxHessian,
    start: startOf(context),
  } as const;
  const groupLoop = () => piecewiseLoop(program, pieces!, ({ run: own }) => choose(own));
  const loop = pieces ? groupLoop : ownLoop;
  const { notes, ...code } = finishProgram(program, choice, parts, loop, imports);
  const hasOptimizers = pieces !== undefined && choice.kind === "own";
  return { ...code, notes: hasOptimizers ? [oneRateEach, ...notes] : notes };
}

const oneRateEach =
  "An optimizer of Keras has one learning rate for all: each part of θ has an optimizer of its own.";

/** The loop where parameters have numbers of their own: a variable and an optimizer for each piece of θ. */
function piecewiseLoop(
  program: Program,
  pieces: readonly Piece[],
  choose: (piece: Piece) => LibraryChoice,
): LoopCode {
  const { run, context, rate, gradient } = program;
  const outside = run.extras.decoupledWeightDecay;
  const coupled = coupledDecayOf(pieces, choose);
  const optimizers = pieces.map((piece) => {
    const own = choose(piece) as OwnOptimizer;
    return `${own.name}(${[`learning_rate=${pythonFloat(piece.run.lr)}`, ...own.options].join(", ")}),`;
  });
  const whole = "ops.concatenate([variable.value for variable in variables])";
  const rates = `[${rate.pieces!.map(({ expression }) => expression).join(", ")}]`;
  const step = [
    ...(rate.isConstant
      ? []
      : [
          `for optimizer, rate in zip(optimizers, ${rates}):`,
          "    optimizer.learning_rate = rate",
        ]),
    ...(outside === undefined ? [] : [`rate = ${rate.expression}`]),
    `theta = ${whole}`,
    "value, g = value_and_gradient(theta)",
    ...gradient.step,
    ...(coupled === undefined ? [] : [`g = g + ${coupled} * theta`]),
    ...(outside === undefined
      ? []
      : [`decay = rate * ${ownDecay(pieces, "decoupledWeightDecay") ?? "0.0"} * theta`]),
    "for optimizer, variable, (first, last) in zip(optimizers, variables, slices):",
    "    optimizer.apply([g[first:last]], [variable])",
    ...(outside === undefined
      ? []
      : ["    variable.assign_sub(decay[first:last])  # decoupled weight decay"]),
    ...rate.observers.map((observer) => `${observer}.observe(value)`),
    `trajectory.append(${whole}.tolist())`,
  ];
  const loop = [
    `theta = ${startOf(context)}`,
    `slices = [${pieces.map(({ from, to }) => `(${from}, ${to})`).join(", ")}]`,
    'variables = [keras.Variable(theta[first:last], dtype="float64") for first, last in slices]',
    "optimizers = [",
    ...indented(optimizers),
    "]",
    ...stepLoop(program, step, whole),
  ];
  return { functions: [...jaxGradient, "", "", ...rate.definitions], loop };
}

function startOf({ start }: CodeContext): string {
  return `ops.convert_to_tensor(${pythonList(start)}, dtype="float64")`;
}

function ownLoop(program: Program, choice: OwnOptimizer): LoopCode {
  const { run, context, rate, gradient } = program;
  const outside = run.extras.decoupledWeightDecay;
  const needsRate = !rate.isConstant || outside !== undefined;
  const step = [
    ...(needsRate ? [`rate = ${rate.expression}`] : []),
    ...(rate.isConstant ? [] : ["optimizer.learning_rate = rate"]),
    "theta = variable.value",
    "value, g = value_and_gradient(theta)",
    ...gradient.step,
    ...(choice.coupledDecay === undefined
      ? []
      : [`g = g + ${pythonFloat(choice.coupledDecay)} * theta`]),
    "optimizer.apply([g], [variable])",
    ...(outside === undefined
      ? []
      : [`variable.assign_sub(rate * ${pythonFloat(outside)} * theta)  # decoupled weight decay`]),
    ...rate.observers.map((observer) => `${observer}.observe(value)`),
    "trajectory.append(variable.value.tolist())",
  ];
  const options = [`learning_rate=${pythonFloat(run.lr)}`, ...choice.options].join(", ");
  const loop = [
    `theta = ${startOf(context)}`,
    'variable = keras.Variable(theta, dtype="float64")',
    `optimizer = ${choice.name}(${options})`,
    ...stepLoop(program, step, "variable.value"),
  ];
  return {
    functions: [...jaxGradient, "", "", ...rate.definitions],
    loop,
  };
}
