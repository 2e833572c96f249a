import { indented, pythonFloat, pythonList } from "../python";
import { lengthOf } from "../pieces";
import { torchScheduler } from "../schedules/torchScheduler";
import type { Library, LoopCode, OwnPiece, OwnProgram } from "./library";
import type { Program } from "./program";
import { pytorchOptimizers } from "./pytorchOptimizers";
import { stepLoop } from "./stepLoop";

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

/** PyTorch (1.13 and 2.x): torch's own schedulers, too, where they give the same rates. */
export const pytorch: Library = {
  id: "pytorch",
  name: "torch.optim",
  optimizers: pytorchOptimizers,
  imports: () => ["import torch", "", "torch.set_default_dtype(torch.float64)"],
  valueAndGradient,
  hessian,
  start: ({ start }) => `torch.tensor(${pythonList(start)})`,
  ownLoop,
  piecewiseLoop,
};

function ownLoop(program: OwnProgram): LoopCode {
  const { run, context, decay, gradient, optimizer } = program;
  const scheduler = schedulerLines(program);
  const usesClosure = optimizer.name === "torch.optim.LBFGS";
  const step = [
    ...(usesClosure ? [] : ["optimizer.zero_grad()", "value = loss_at(theta)", "value.backward()"]),
    ...changedGradient(gradient.step, "g = theta.grad", "theta.grad = g"),
    ...(decay === undefined
      ? []
      : ['rate, before = optimizer.param_groups[0]["lr"], theta.detach().clone()']),
    usesClosure ? "value = optimizer.step(closure)" : "optimizer.step()",
    ...(decay === undefined
      ? []
      : [
          "with torch.no_grad():  # decoupled weight decay",
          `    theta -= rate * ${decay} * before`,
        ]),
    ...scheduler.step,
  ];
  const options = ["[theta]", `lr=${pythonFloat(run.lr)}`, ...optimizer.options].join(", ");
  const loop = [
    `theta = torch.tensor(${pythonList(context.start)}, requires_grad=True)`,
    `optimizer = ${optimizer.name}(${options})`,
    ...scheduler.before,
    ...(usesClosure ? closure : []),
    ...torchLoop(program, step, "theta"),
  ];
  return { functions: scheduler.functions, loop };
}

/** A tensor and a parameter group for each piece of θ. */
function piecewiseLoop(program: OwnProgram, pieces: readonly OwnPiece[]): LoopCode {
  const { run, context, decay, gradient, optimizer } = program;
  const scheduler = schedulerLines(program);
  const names = pieces.map(({ name }) => `theta_${name}`);
  const gradients = names.map((name) => `${name}.grad`).join(", ");
  const lengths = pieces.map(lengthOf).join(", ");
  const decays = pieces.map((piece) => piece.run.extras.decoupledWeightDecay ?? 0);
  const groups = pieces.map(({ run: { lr, hyperparameters } }, k) => {
    const own = [
      `"params": [${names[k]!}]`,
      `"lr": ${pythonFloat(lr)}`,
      ...(run.byArgument?.weightDecay
        ? [`"weight_decay": ${pythonFloat(Number(hyperparameters.weightDecay))}`]
        : []),
    ];
    return `{${own.join(", ")}},`;
  });
  const whole = `torch.cat([${names.join(", ")}])`;
  const step = [
    "optimizer.zero_grad()",
    `theta = ${whole}`,
    "value = loss_at(theta)",
    "value.backward()",
    ...changedGradient(
      gradient.step,
      `g = torch.cat([${gradients}])`,
      `${gradients} = torch.split(g, [${lengths}])`,
    ),
    ...(decay === undefined
      ? []
      : [
          'before = [(group["lr"], group["params"][0].detach().clone()) for group in optimizer.param_groups]',
        ]),
    "optimizer.step()",
    ...(decay === undefined
      ? []
      : [
          "with torch.no_grad():  # decoupled weight decay",
          `    for part, (rate, last), decay in zip([${names.join(", ")}], before, ${pythonList(decays)}):`,
          "        part -= rate * decay * last",
        ]),
    ...scheduler.step,
  ];
  const options = ["groups", `lr=${pythonFloat(run.lr)}`, ...optimizer.options].join(", ");
  const loop = [
    ...pieces.map(
      ({ from, to }, k) =>
        `${names[k]!} = torch.tensor(${pythonList(context.start.slice(from, to))}, requires_grad=True)`,
    ),
    `theta = ${whole}.detach()`,
    "groups = [",
    ...indented(groups),
    "]",
    `optimizer = ${optimizer.name}(${options})`,
    ...scheduler.before,
    ...torchLoop(program, step, whole),
  ];
  return { functions: scheduler.functions, loop };
}

function torchLoop(program: Program, step: readonly string[], theta: string): readonly string[] {
  return stepLoop(program, step, { start: theta, theta, loss: `loss_at(${theta}).item()` });
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

/** The lines that change `g`, around torch's own place for the gradient; θ is outside automatic differentiation. */
function changedGradient(lines: readonly string[], before: string, after: string): string[] {
  if (lines.length === 0) return [];
  const detached = lines.map((line) => line.replace(/\btheta\b/g, "theta.detach()"));
  return [before, ...detached, after];
}

type SchedulerLines = Record<"functions" | "before" | "step", readonly string[]>;

/** One of torch's own where it is the same for every piece of θ, else a function of the step for each. */
function schedulerLines({ run, context, rate, pieces }: Program): SchedulerLines {
  if (rate.isConstant) return { functions: [], before: [], step: [] };
  const runs = pieces?.map((piece) => piece.run) ?? [run];
  const [own, ...others] = runs.map(({ schedule, lr }) =>
    torchScheduler(schedule, lr, context.steps),
  );
  if (own && others.every((other) => JSON.stringify(other) === JSON.stringify(own))) {
    const options = ["optimizer", ...own.options].join(", ");
    return {
      functions: [],
      before: [`scheduler = torch.optim.lr_scheduler.${own.name}(${options})`],
      step: [own.seesLoss ? "scheduler.step(value.item())" : "scheduler.step()"],
    };
  }
  const rates = rate.pieces ?? [rate];
  const shares = runs.map(({ lr }, k) =>
    lr === 0 ? "lambda t: 0.0" : `lambda t: ${rates[k]!.expression} / ${pythonFloat(lr)}`,
  );
  const share = pieces ? `[${shares.join(", ")}]` : shares[0]!;
  return {
    functions: rate.definitions,
    before: [`scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, ${share})`],
    step: [
      ...rate.observers.map((observer) => `${observer}.observe(value.item())`),
      "scheduler.step()",
    ],
  };
}
