import type { CodeContext, RunCode } from "../codeContext";
import { optimizerById } from "../../optimizers/catalogue";
import type { RunOptions } from "../../options/runOptions";
import { indented, pythonFloat, pythonInteger, pythonList } from "../python";
import { torchScheduler } from "../schedules/torchScheduler";
import { finishProgram, type LoopCode, type OwnOptimizer } from "./finishProgram";
import { startProgram, type Program } from "./program";
import { pytorchOptimizer } from "./pytorchOptimizers";

const valueAndGradient = [
  "def value_and_gradient(theta):",
  "    point = theta.detach().requires_grad_()",
  "    value = loss_at(point)",
  "    (gradient,) = torch.autograd.grad(value, point)",
  "    return value.item(), gradient",
];

const hessian = [
  "def hessian(theta):",
  "    return torch.autograd.functional.hessian(loss_at, theta)",
];

/**
 * A run as a PyTorch script (1.13 and 2.x): torch's own optimizer and scheduler where they make the same steps, the
 * update written out where they do not.
 */
export function runAsPytorch(run: RunOptions, context: CodeContext): RunCode {
  const program = startProgram(run, context, "pytorch");
  const label = optimizerById(run.optimizer)?.label ?? run.optimizer;
  const choice = pytorchOptimizer(run.optimizer, label, {
    values: run.hyperparameters,
    isConstant: program.rate.isConstant,
    changesGradient: program.gradient.step.length > 0,
  });
  const parts = {
    library: "pytorch",
    valueAndGradient,
    hessian,
    start: `torch.tensor(${pythonList(context.start)})`,
  } as const;
  const imports = ["import torch", "", "torch.set_default_dtype(torch.float64)"];
  return finishProgram(program, choice, parts, ownLoop, imports);
}

function ownLoop(program: Program, choice: OwnOptimizer): LoopCode {
  const { run, context, rate, gradient } = program;
  const scheduler = schedulerLines(program);
  const usesClosure = choice.name === "torch.optim.LBFGS";
  const outside = run.extras.decoupledWeightDecay;
  const step = [
    ...(usesClosure ? [] : ["optimizer.zero_grad()", "value = loss_at(theta)", "value.backward()"]),
    ...changedGradient(gradient.step),
    ...(outside === undefined
      ? []
      : ['rate, before = optimizer.param_groups[0]["lr"], theta.detach().clone()']),
    usesClosure ? "value = optimizer.step(closure)" : "optimizer.step()",
    ...(outside === undefined
      ? []
      : [
          "with torch.no_grad():  # decoupled weight decay",
          `    theta -= rate * ${pythonFloat(outside)} * before`,
        ]),
    ...scheduler.step,
    "trajectory.append(theta.tolist())",
  ];
  const options = ["[theta]", `lr=${pythonFloat(run.lr)}`, ...choice.options].join(", ");
  const loop = [
    `theta = torch.tensor(${pythonList(context.start)}, requires_grad=True)`,
    `optimizer = ${choice.name}(${options})`,
    ...scheduler.before,
    ...gradient.before,
    ...(usesClosure ? closure : []),
    "trajectory = [theta.tolist()]",
    `for t in range(${pythonInteger(context.steps)}):`,
    ...indented(step),
    "",
    'print("loss", loss_at(theta).item(), "at", trajectory[-1])',
  ];
  return { functions: scheduler.isOwn ? [] : rate.definitions, loop };
}

const closure = [
  "",
  "",
  "def closure():",
  "    optimizer.zero_grad()",
  "    value = loss_at(theta)",
  "    value.backward()",
  "    return value",
  "",
  "",
];

/** The lines that change `g`, around torch's own place for the gradient. */
function changedGradient(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ["g = theta.grad", ...lines.map(detached), "theta.grad = g"];
}

/** θ as a value, outside automatic differentiation. */
function detached(line: string): string {
  return line.replace(/\btheta\b/g, "theta.detach()");
}

function schedulerLines({ run, context, rate }: Program): {
  readonly before: readonly string[];
  readonly step: readonly string[];
  readonly isOwn: boolean;
} {
  if (rate.isConstant) return { before: [], step: [], isOwn: true };
  const own = torchScheduler(run.schedule, run.lr, context.steps);
  if (own) {
    const options = ["optimizer", ...own.options].join(", ");
    return {
      before: [`scheduler = torch.optim.lr_scheduler.${own.name}(${options})`],
      step: [own.seesLoss ? "scheduler.step(value.item())" : "scheduler.step()"],
      isOwn: true,
    };
  }
  const share = `lambda t: ${rate.expression} / ${pythonFloat(run.lr)}`;
  return {
    before: [`scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, ${share})`],
    step: [
      ...rate.observers.map((observer) => `${observer}.observe(value.item())`),
      "scheduler.step()",
    ],
    isOwn: false,
  };
}
