import type { CodeContext, RunCode } from "../codeContext";
import { optimizerById } from "../../optimizers/catalogue";
import { argumentBlocks } from "../../optimizers/vectors/blocks";
import type { RunOptions } from "../../options/runOptions";
import { indented, pythonFloat, pythonInteger, pythonList } from "../python";
import { finishProgram, type LoopCode, type OwnOptimizer } from "./finishProgram";
import { jaxGradient, jaxHessian } from "./jaxGradient";
import { kerasOptimizer } from "./kerasOptimizers";
import { startProgram, type Program } from "./program";

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
  const choice = kerasOptimizer(run.optimizer, label, {
    values: run.hyperparameters,
    isConstant: program.rate.isConstant,
    mayBeZero: program.rate.mayBeZero,
    isOneBlock: argumentBlocks(program.shapes).length === 1,
  });
  const parts = {
    library: "keras",
    valueAndGradient: jaxGradient,
    hessian: jaxHessian,
    start: startOf(context),
  } as const;
  return finishProgram(program, choice, parts, ownLoop, imports);
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
    ...gradient.before,
    "trajectory = [theta.tolist()]",
    `for t in range(${pythonInteger(context.steps)}):`,
    ...indented(step),
    "",
    'print("loss", value_and_gradient(variable.value)[0], "at", trajectory[-1])',
  ];
  return {
    functions: [...jaxGradient, "", "", ...rate.definitions],
    loop,
  };
}
