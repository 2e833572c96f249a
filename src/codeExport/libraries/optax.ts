import type { CodeContext, RunCode } from "../codeContext";
import { optimizerById } from "../../optimizers/catalogue";
import { argumentBlocks } from "../../optimizers/vectors/blocks";
import type { RunOptions } from "../../options/runOptions";
import { indented, pythonFloat, pythonInteger, pythonList } from "../python";
import { finishProgram, type LoopCode, type OwnOptimizer } from "./finishProgram";
import { jaxGradient, jaxHessian } from "./jaxGradient";
import { optaxOptimizer } from "./optaxOptimizers";
import { startProgram, type Program } from "./program";

/**
 * A run as a script for JAX and Optax (0.2.8): Optax's own optimizer where it makes the same steps, the update written
 * out where it does not. The schedule is a function of the step, as Optax takes it.
 */
export function runAsOptax(run: RunOptions, context: CodeContext): RunCode {
  const program = startProgram(run, context, "optax");
  const label = optimizerById(run.optimizer)?.label ?? run.optimizer;
  const choice = optaxOptimizer(run.optimizer, label, {
    values: run.hyperparameters,
    isConstant: program.rate.isConstant,
    mayBeZero: program.rate.mayBeZero,
    isOneBlock: argumentBlocks(program.shapes).length === 1,
  });
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
  return finishProgram(program, choice, parts, ownLoop, imports);
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
    ...gradient.before,
    "trajectory = [theta.tolist()]",
    `for t in range(${pythonInteger(context.steps)}):`,
    ...indented(step),
    "",
    'print("loss", value_and_gradient(theta)[0], "at", trajectory[-1])',
  ];
  return {
    functions: [...jaxGradient, "", "", ...rate.definitions],
    loop,
  };
}
