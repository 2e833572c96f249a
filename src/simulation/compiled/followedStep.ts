import type { Graph, OutputRun } from "../../graph/graph";
import { neededNodes } from "../../graph/replay";
import type { Extras } from "../../options/runOptions";
import type { Follow } from "../run/outcome";
import {
  extraNames,
  layInputs,
  numberNames,
  type FusedInputs,
  type FusedRequest,
} from "./fusedInputs";
import { traceSettled } from "./fusedProgram";
import { guardStep, traceNodes } from "./fusedStep";

/** A step that records nothing: what is followed of its losses is carried in slots behind the states. */
export interface FollowedStep {
  readonly graph: Graph;
  /** Where outputs stand for all parameters. */
  readonly runs: readonly OutputRun[] | undefined;
  readonly inputs: FusedInputs;
  readonly stateNames: readonly string[];
  readonly numberNames: readonly string[];
  readonly extraNames: readonly (keyof Extras)[];
  readonly follows: FollowedSlots;
  /** Which of the per-step inputs it reads, in their order: η, t, the scalars, then those of groups. */
  readonly reads: readonly boolean[];
}

/** The slots of what is followed; undefined for what is not. The loss of the row is always carried. */
export interface FollowedSlots {
  readonly loss: number;
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
  /** Rows before the target was reached, and 1 until it is, then 0. */
  readonly count: number | undefined;
  readonly open: number | undefined;
  /** The constant that holds the target. */
  readonly target: number | undefined;
}

/** A step to compile, and what is followed. */
export interface FollowedRequest extends FusedRequest {
  readonly follow: Follow;
  /** Whether a run may stop as converged by its tolerance. */
  readonly hasTolerance: boolean;
}

/**
 * Traces a step for runs of which only an outcome is wanted. Rows are counted up to and with the last one, whose step is
 * taken too and means nothing.
 */
export function traceFollowedStep(request: FollowedRequest): FollowedStep {
  const { follow, hasTolerance } = request;
  const target = follow.target !== undefined;
  const size =
    1 + Number(follow.lowest === true) + Number(follow.highest === true) + 2 * Number(target);
  const { traced, stateNames } = traceSettled(request, (_, names, constant) => {
    const inputs = layInputs(request, names.length, { slots: size, constants: Number(target) });
    const step = traceNodes(request, names, constant, inputs);
    guardStep(step, hasTolerance, step.m.length === request.loss.inputCount);
    const { builder, layout, loss, carried, settled } = step;
    const op = builder.apply.bind(builder);
    const next: number[] = [loss];
    const slotOf = (): number => inputs.followedSlot(next.length);
    const keep = (compare: "lt" | "gt"): number => {
      const slot = slotOf();
      const before = builder.input(slot);
      next.push(builder.select(op(compare, loss, before), loss, before));
      return slot;
    };
    const lowest = follow.lowest === true ? keep("lt") : undefined;
    const highest = follow.highest === true ? keep("gt") : undefined;
    const counted = ((): Pick<FollowedSlots, "count" | "open" | "target"> => {
      if (!target) return { count: undefined, open: undefined, target: undefined };
      const count = slotOf();
      const constant = inputs.followedConstant(0);
      const isAbove = op("gt", loss, builder.input(constant));
      const open = builder.select(isAbove, builder.input(count + 1), builder.constant(0));
      next.push(op("add", builder.input(count), open), open);
      return { count, open: count + 1, target: constant };
    })();
    const outputs = [...carried, ...next];
    const graph = builder.buildOverAxes(outputs.flat(), inputs.count);
    const needed = neededNodes(graph);
    const isNeeded = (input: number): boolean => needed[builder.input(input)] === 1;
    return {
      ...{ graph, inputs, settled, runs: layout.runs(outputs) },
      follows: { loss: inputs.followedSlot(0), lowest, highest, ...counted },
      reads: Array.from({ length: inputs.count - inputs.rate }, (_, k) =>
        isNeeded(inputs.rate + k),
      ),
    };
  });
  return {
    ...traced,
    stateNames,
    numberNames: numberNames(request.hyperparameters),
    extraNames: extraNames(request.extras),
  };
}
