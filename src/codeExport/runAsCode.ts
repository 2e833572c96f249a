import type { RunOptions } from "../options/runOptions";
import { pythonFloat, pythonInteger } from "./python";

/** The function that a run minimises, and how the run was made. */
export interface CodeContext {
  readonly functionName: string;
  /** Flattened names, as charts show them: "x", "w[0]", "layer.bias". */
  readonly parameters: readonly string[];
  /** θ⁰, one number per parameter. */
  readonly start: readonly number[];
  readonly steps: number;
  /** The function as the user wrote it, for a comment. */
  readonly text?: string;
  /** The lines of a Python function over the arguments that return the loss. */
  readonly lossInPython?: string;
}

export type CodeLibrary = "pytorch" | "optax" | "keras";

/** Python code, and what a person should know before trusting it. */
export interface RunCode {
  readonly code: string;
  readonly notes: readonly string[];
}

/** Python code that gives the same trajectory as the run. Throws if the optimizer has no form in Python. */
export function runAsCode(run: RunOptions, context: CodeContext, library: CodeLibrary): RunCode {
  if (library !== "pytorch") throw new Error(`no ${library} form yet`);
  const values = run.hyperparameters;
  const number = (name: string): string => pythonFloat(Number(values[name] ?? 0));
  const lr = pythonFloat(run.lr);
  const constructors: Readonly<Record<string, string>> = {
    gd: `SGD([theta], lr=${lr})`,
    sgd: `SGD([theta], lr=${lr}, momentum=${number("momentum")}, dampening=${number("dampening")}, weight_decay=${number("weightDecay")}, nesterov=${values.nesterov === true ? "True" : "False"})`,
    adam: `Adam([theta], lr=${lr}, betas=(${number("beta1")}, ${number("beta2")}), eps=${number("eps")}, weight_decay=${number("weightDecay")}, amsgrad=${values.amsgrad === true ? "True" : "False"})`,
  };
  const constructor = constructors[run.optimizer];
  if (constructor === undefined) throw new Error(`no Python form of "${run.optimizer}"`);
  const body = context.lossInPython ?? `raise NotImplementedError("translate the loss")`;
  const code = `import torch

torch.set_default_dtype(torch.float64)


def loss(theta):
    ${body.split("\n").join("\n    ")}


theta = torch.tensor([${context.start.map(pythonFloat).join(", ")}], requires_grad=True)
optimizer = torch.optim.${constructor}

for t in range(${pythonInteger(context.steps)}):
    optimizer.zero_grad()
    value = loss(theta)
    value.backward()
    optimizer.step()
    print(t + 1, value.item(), theta.tolist())
`;
  return { code, notes: [] };
}
