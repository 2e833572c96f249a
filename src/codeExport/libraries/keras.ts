import { indented, pythonFloat, pythonList } from "../python";
import { jaxGradient, jaxHessian } from "./jaxGradient";
import { kerasOptimizers } from "./kerasOptimizers";
import type { Library, LoopCode, OwnPiece, OwnProgram } from "./library";
import { gradientLoop } from "./stepLoop";

/** Keras (3.15) on JAX, because Keras has no gradient of its own. Updates are written out with `keras.ops`. */
export const keras: Library = {
  id: "keras",
  name: "Keras",
  optimizers: kerasOptimizers,
  imports: () => [
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
  ],
  valueAndGradient: jaxGradient,
  hessian: jaxHessian,
  start: ({ start }) => `ops.convert_to_tensor(${pythonList(start)}, dtype="float64")`,
  ownLoop,
  piecewiseLoop,
  piecewiseNote:
    "An optimizer of Keras has one learning rate for all: each part of θ has an optimizer of its own.",
};

function ownLoop(program: OwnProgram): LoopCode {
  const { run, context, rate, decay, optimizer } = program;
  const before = [
    ...(rate.isConstant && decay === undefined ? [] : [`rate = ${rate.expression}`]),
    ...(rate.isConstant ? [] : ["optimizer.learning_rate = rate"]),
    "theta = variable.value",
  ];
  const update = [
    "optimizer.apply([g], [variable])",
    ...(decay === undefined
      ? []
      : [`variable.assign_sub(rate * ${decay} * theta)  # decoupled weight decay`]),
  ];
  const options = [`learning_rate=${pythonFloat(run.lr)}`, ...optimizer.options].join(", ");
  const loop = [
    `theta = ${keras.start(context)}`,
    'variable = keras.Variable(theta, dtype="float64")',
    `optimizer = ${optimizer.name}(${options})`,
    ...gradientLoop(program, update, before, "variable.value"),
  ];
  return { functions: [...jaxGradient, "", "", ...rate.definitions], loop };
}

/** A variable and an optimizer for each piece of θ. */
function piecewiseLoop(program: OwnProgram, pieces: readonly OwnPiece[]): LoopCode {
  const { context, rate, decay } = program;
  const optimizers = pieces.map(({ run, optimizer: { name, options } }) => {
    return `${name}(${[`learning_rate=${pythonFloat(run.lr)}`, ...options].join(", ")}),`;
  });
  const whole = "ops.concatenate([variable.value for variable in variables])";
  const rates = `[${rate.pieces!.map(({ expression }) => expression).join(", ")}]`;
  const before = [
    ...(rate.isConstant
      ? []
      : [
          `for optimizer, rate in zip(optimizers, ${rates}):`,
          "    optimizer.learning_rate = rate",
        ]),
    ...(decay === undefined ? [] : [`rate = ${rate.expression}`]),
    `theta = ${whole}`,
  ];
  const update = [
    ...(decay === undefined ? [] : [`decay = rate * ${decay} * theta`]),
    "for optimizer, variable, (first, last) in zip(optimizers, variables, slices):",
    "    optimizer.apply([g[first:last]], [variable])",
    ...(decay === undefined
      ? []
      : ["    variable.assign_sub(decay[first:last])  # decoupled weight decay"]),
  ];
  const loop = [
    `theta = ${keras.start(context)}`,
    `slices = [${pieces.map(({ from, to }) => `(${from}, ${to})`).join(", ")}]`,
    'variables = [keras.Variable(theta[first:last], dtype="float64") for first, last in slices]',
    "optimizers = [",
    ...indented(optimizers),
    "]",
    ...gradientLoop(program, update, before, whole),
  ];
  return { functions: [...jaxGradient, "", "", ...rate.definitions], loop };
}
