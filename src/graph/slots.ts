import { GraphBuilder } from "./builder";
import { type Graph, ELEMENTWISE, Structural } from "./graph";
import { neededNodes } from "./replay";

/** A traced graph whose constants are inputs, so that traces that differ in them alone are one. */
export interface SlottedGraph {
  /** Its inputs are those of the trace, then one slot for each use of a constant. */
  readonly graph: Graph;
  /** The constants of the trace, in the order of the slots. */
  readonly slots: Float64Array;
  /** By slot: 3 · node + position of the constant's use in the traced graph, −1 where it is an output. */
  readonly places: Int32Array;
  /** The same for graphs of the same shape: operations, operands, guards, not constants. */
  readonly key: string;
}

/**
 * Takes the constants out of a traced graph (one without axes). Each use of a constant is a slot of
 * its own, so that it does not matter which constants happen to be equal.
 */
export function withSlots(traced: Graph): SlottedGraph {
  if (traced.axes.length > 0) throw new Error("only a graph without axes has slots");
  const builder = new GraphBuilder();
  const needed = neededNodes(traced);
  const made = new Int32Array(traced.operation.length).fill(-1);
  const slots: number[] = [];
  const places: number[] = [];
  const key: number[] = [];

  const use = (node: number, place = -1): number => {
    if (node < 0) {
      key.push(-1);
      return -1;
    }
    if (traced.operation[node] !== Structural.constant) {
      key.push(made[node]!);
      return made[node]!;
    }
    key.push(-2);
    slots.push(traced.constants[traced.first[node]!]!);
    places.push(place);
    return builder.input(traced.inputCount + slots.length - 1);
  };

  for (let node = 0; node < made.length; node++) {
    if (!needed[node]) continue;
    const code = traced.operation[node]!;
    if (code === Structural.constant) continue;
    if (code === Structural.input) made[node] = builder.input(traced.first[node]!);
    else if (code >= ELEMENTWISE) {
      const [a, b, c] = [traced.first, traced.second, traced.third].map((list, position) =>
        use(list[node]!, 3 * node + position),
      );
      made[node] = builder.applyCode(code, a!, b!, c!);
    } else throw new Error(`structural operation ${code} without axes`);
    key.push(code, made[node]!);
  }
  for (const { condition, expected } of traced.guards) {
    builder.guard(use(condition), expected);
    key.push(Number(expected));
  }
  const outputs = Array.from(traced.outputs, (output) => use(output));
  const graph = builder.build(outputs, traced.inputCount + slots.length);
  return {
    graph,
    slots: Float64Array.from(slots),
    places: Int32Array.from(places),
    key: key.join(),
  };
}
