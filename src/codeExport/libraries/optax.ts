import { indented, pythonList, pythonString } from "../python";
import type { PythonRate } from "../schedules/rateFunction";
import { jaxGradient, jaxHessian } from "./jaxGradient";
import type { Library, LoopCode, OwnPiece, OwnProgram } from "./library";
import { optaxOptimizers } from "./optaxOptimizers";
import { gradientLoop } from "./stepLoop";

/** JAX and Optax (0.2.8). The schedule is a function of the step, as Optax takes it. */
export const optax: Library = {
  id: "optax",
  name: "Optax",
  optimizers: optaxOptimizers,
  imports: (usesOwnOptimizer) => [
    "import jax",
    "import jax.numpy as jnp",
    ...(usesOwnOptimizer ? ["import optax"] : []),
    "",
    'jax.config.update("jax_enable_x64", True)',
  ],
  valueAndGradient: jaxGradient,
  hessian: jaxHessian,
  start: ({ start }) => `jnp.array(${pythonList(start)})`,
  ownLoop,
  piecewiseLoop,
};

function ownLoop(program: OwnProgram): LoopCode {
  const { context, rate, optimizer } = program;
  const update = [
    "updates, state = optimizer.update(g, state, theta)",
    ...decoupled(program),
    "theta = optax.apply_updates(theta, updates)",
  ];
  const options = [`learning_rate=${scheduled(rate)}`, ...optimizer.options].join(", ");
  const loop = [
    `theta = ${optax.start(context)}`,
    `optimizer = ${optimizer.name}(${options})`,
    "state = optimizer.init(theta)",
    ...gradientLoop(program, update),
  ];
  return { functions: [...jaxGradient, "", "", ...rate.definitions], loop };
}

/** An optimizer for each piece of θ, side by side. */
function piecewiseLoop(program: OwnProgram, pieces: readonly OwnPiece[]): LoopCode {
  const { context, rate } = program;
  const names = pieces.map(({ name }) => pythonString(name));
  const optimizers = pieces.map(({ optimizer: { name, options } }, k) => {
    const all = [`learning_rate=${scheduled(rate.pieces![k]!)}`, ...options].join(", ");
    return `${names[k]!}: ${name}(${all}),`;
  });
  const update = [
    "updates, state = optimizer.update(pieces_of(g), state, pieces_of(theta))",
    `updates = jnp.concatenate([${names.map((name) => `updates[${name}]`).join(", ")}])`,
    ...decoupled(program),
    "theta = optax.apply_updates(theta, updates)",
  ];
  const loop = [
    `theta = ${optax.start(context)}`,
    "optimizer = optax.multi_transform(",
    ...indented([
      "{",
      ...indented(optimizers),
      "},",
      `{${names.map((name) => `${name}: ${name}`).join(", ")}},`,
    ]),
    ")",
    "state = optimizer.init(pieces_of(theta))",
    ...gradientLoop(program, update),
  ];
  const slices = pieces.map(({ from, to }, k) => `${names[k]!}: array[${from}:${to}]`);
  const piecesOf = ["def pieces_of(array):", `    return {${slices.join(", ")}}`];
  return { functions: [...jaxGradient, "", "", ...piecesOf, "", "", ...rate.definitions], loop };
}

/** A rate as Optax takes it: a number, or a function of the step, which it hands over as an array. */
function scheduled({ isConstant, expression }: PythonRate): string {
  return isConstant ? expression : `lambda t: ${expression.replace("(t)", "(int(t))")}`;
}

function decoupled({ rate, decay }: OwnProgram): string[] {
  if (decay === undefined) return [];
  return [`updates = updates - ${rate.expression} * ${decay} * theta  # decoupled weight decay`];
}
