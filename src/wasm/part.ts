import type { Graph } from "../graph/graph";
import type { Emitter, EmitterContext } from "./emitter";
import type { FunctionBody } from "./module";

/** A graph laid out in memory, ready to be written. */
export interface Part {
  readonly graph: Graph;
  /** Address of input 0; the others follow. */
  readonly inputs: number;
  /** Inputs that are read from memory at addresses known beforehand. */
  readonly gathered: ReadonlySet<number>;
  /** Scatters whose bins are cleared and totalled by whoever calls. */
  readonly kept: ReadonlySet<number>;
  /** Two-lane bins and totals of scatters, and where else picks read. */
  readonly picked: (pick: number) => number;
  /**
   * Writes the computation into `body` (through functions of their own when it is large) and returns
   * the emitter to push results from. Inputs are pushed by `pushInput` where the whole is in one
   * function, and read from memory otherwise. `onComputed` is told of nodes as soon as their value
   * can be pushed where all is in one function, and `stores` says where values over axes go. With
   * `pairs`, for a computation over no axes that fits one function, every value is a pair; `pairs` are
   * local variables that hold those of constants.
   */
  emit(
    body: FunctionBody,
    pushInput: EmitterContext["pushInput"],
    onComputed?: EmitterContext["onComputed"],
    stores?: EmitterContext["stores"],
    pairs?: ReadonlyMap<number, number>,
  ): Emitter;
  /** An emitter into a function that computes nothing. */
  emitterInto(body: FunctionBody): Emitter;
  /** Whether the computation fits one function. */
  readonly single: boolean;
}
