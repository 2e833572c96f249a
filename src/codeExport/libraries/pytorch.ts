import type { CodeContext, RunCode } from "../codeContext";
import { optimizerById } from "../../optimizers/catalogue";
import type { RunOptions } from "../../options/runOptions";
import { indented, pythonFloat, pythonInteger, pythonList } from "../python";
import { lengthOf, type Piece } from "../pieces";
import { torchScheduler, type TorchScheduler } from "../schedules/torchScheduler";
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
  return finishProgram(program, choice, parts, program.pieces ? groupLoop : ownLoop, imports);
}

/** The loop where parameters have numbers of their own: a tensor and a parameter group for each piece of θ. */
function groupLoop(program: Program, choice: OwnOptimizer): LoopCode {
  const { run, context, gradient, rate } = program;
  const pieces = program.pieces!;
  const scheduler = groupScheduler(program, pieces);
  const names = pieces.map(({ name }) => `theta_${name}`);
  const outside = run.extras.decoupledWeightDecay;
  const decays = pieces.map((piece) => piece.run.extras.decoupledWeightDecay ?? 0);
  const lengths = pieces.map(lengthOf).map(String);
  const groups = pieces.map((piece, k) => {
    const decay = piece.run.hyperparameters.weightDecay;
    const own = [
      `"params": [${names[k]!}]`,
      `"lr": ${pythonFloat(piece.run.lr)}`,
      ...(run.byArgument?.weightDecay ? [`"weight_decay": ${pythonFloat(Number(decay))}`] : []),
    ];
    return `{${own.join(", ")}},`;
  });
  const whole = `torch.cat([${names.join(", ")}])`;
  const step = [
    "optimizer.zero_grad()",
    `theta = ${whole}`,
    "value = loss_at(theta)",
    "value.backward()",
    ...(gradient.step.length === 0
      ? []
      : [
          `g = torch.cat([${names.map((name) => `${name}.grad`).join(", ")}])`,
          ...gradient.step.map(detached),
          `${names.map((name) => `${name}.grad`).join(", ")} = torch.split(g, [${lengths.join(", ")}])`,
        ]),
    ...(outside === undefined
      ? []
      : [
          'before = [(group["lr"], group["params"][0].detach().clone()) for group in optimizer.param_groups]',
        ]),
    "optimizer.step()",
    ...(outside === undefined
      ? []
      : [
          "with torch.no_grad():  # decoupled weight decay",
          `    for part, (rate, last), decay in zip([${names.join(", ")}], before, ${pythonList(decays)}):`,
          "        part -= rate * decay * last",
        ]),
    ...scheduler.step,
    `trajectory.append(${whole}.tolist())`,
  ];
  const loop = [
    ...pieces.map(
      ({ from, to }, k) =>
        `${names[k]!} = torch.tensor(${pythonList(context.start.slice(from, to))}, requires_grad=True)`,
    ),
    `theta = ${whole}.detach()`,
    "groups = [",
    ...indented(groups),
    "]",
    `optimizer = ${choice.name}(${["groups", `lr=${pythonFloat(run.lr)}`, ...choice.options].join(", ")})`,
    ...scheduler.before,
    ...gradient.before,
    `trajectory = [${whole}.tolist()]`,
    `for t in range(${pythonInteger(context.steps)}):`,
    ...indented(step),
    "",
    `print("loss", loss_at(${whole}).item(), "at", trajectory[-1])`,
  ];
  return { functions: scheduler.isOwn ? [] : rate.definitions, loop };
}

/** One of torch's own where it has the same options for each group, else a function of the step for each. */
function groupScheduler(
  { context, rate }: Program,
  pieces: readonly Piece[],
): ReturnType<typeof schedulerLines> {
  if (rate.isConstant) return { before: [], step: [], isOwn: true };
  const own = pieces.map(({ run }) => torchScheduler(run.schedule, run.lr, context.steps));
  const [first] = own;
  if (first && new Set(own.map((one) => JSON.stringify(one))).size === 1) {
    return schedulerOf(first);
  }
  const shares = pieces.map(({ run }, k) =>
    run.lr === 0
      ? "lambda t: 0.0"
      : `lambda t: ${rate.pieces![k]!.expression} / ${pythonFloat(run.lr)}`,
  );
  return {
    before: [`scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, [${shares.join(", ")}])`],
    step: [
      ...rate.observers.map((observer) => `${observer}.observe(value.item())`),
      "scheduler.step()",
    ],
    isOwn: false,
  };
}

function schedulerOf({
  name,
  options,
  seesLoss,
}: TorchScheduler): ReturnType<typeof schedulerLines> {
  const all = ["optimizer", ...options].join(", ");
  return {
    before: [`scheduler = torch.optim.lr_scheduler.${name}(${all})`],
    step: [seesLoss ? "scheduler.step(value.item())" : "scheduler.step()"],
    isOwn: true,
  };
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
  if (own) return schedulerOf(own);
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
