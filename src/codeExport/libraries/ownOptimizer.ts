import type { RunOptions } from "../../options/runOptions";
import { literal } from "../methods/writtenMethod";
import { snakeCase } from "../python";

type Values = RunOptions["hyperparameters"];

/** An optimizer of a library that makes the steps of a run. */
export interface OwnOptimizer {
  /** The constructor: `torch.optim.Adam`. */
  readonly name: string;
  /** What it takes beside the parameters and the learning rate. */
  readonly options: readonly string[];
  /** Coupled weight decay that it does not know, and that goes into the gradient. */
  readonly coupledDecay?: number;
}

/** The library's own optimizer, or why it would step otherwise, as a sentence. */
export type OptimizerChoice = OwnOptimizer | string;

/** What decides whether a library's own optimizer makes the same steps. */
export interface OptimizerFacts {
  readonly values: Values;
  readonly isConstant: boolean;
  /** Whether the schedule's rate is 0 at some step. */
  readonly mayBeZero: boolean;
  /** Whether θ is one block for methods that treat the arguments as layers. */
  readonly isOneBlock: boolean;
  /** Whether the gradient is changed between the loss and the optimizer. */
  readonly changesGradient: boolean;
}

/** What a library has for the optimizers of the catalogue, by their ids. */
export type OptimizerTable = Readonly<Record<string, (facts: OptimizerFacts) => OptimizerChoice>>;

/** `own` and `named` of a library whose optimizers are in `module`, and which calls some hyperparameters otherwise. */
export function optimizersOf(module: string, otherNames: Readonly<Record<string, string>> = {}) {
  return {
    own: (
      name: string,
      options: readonly string[] = [],
      coupledDecay?: Values[string],
    ): OwnOptimizer => ({
      name: `${module}.${name}`,
      options,
      ...(typeof coupledDecay === "number" && coupledDecay !== 0 && { coupledDecay }),
    }),

    /** `weight_decay=0.1` for each hyperparameter: in Python's spelling, by the library's name, or by the one given here. */
    named: (values: Values, ...wanted: readonly (string | Readonly<Record<string, string>>)[]) =>
      wanted
        .flatMap((one) =>
          typeof one === "string"
            ? [[one, otherNames[one] ?? snakeCase(one)]]
            : Object.entries(one),
        )
        .map(([ours, theirs]) => `${theirs!}=${literal(values[ours!])}`),
  };
}

/** `betas=(0.9, 0.999)`. */
export function betas({ beta1, beta2 }: Values): string {
  return `betas=(${literal(beta1)}, ${literal(beta2)})`;
}
