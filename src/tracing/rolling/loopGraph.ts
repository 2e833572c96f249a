import { GraphBuilder } from "../../graph/builder";
import { ELEMENTWISE, Structural } from "../../graph/graph";
import { OPERATION_CODES as code } from "../../graph/operations";
import { mergeNodes } from "../mergeNodes";
import { Gives, Operand, type LoopBody } from "./loopBody";
import { Asked, OperationLog } from "./operationLog";

/** Up to so many entries one operand is chosen from: a label's logit among those of its classes. */
const mostChosen = 256;

/** What an input of a turn's graph stands for. */
export type Source =
  | { readonly kind: "slot"; readonly column: number }
  | { readonly kind: "outer"; readonly node: number }
  | { readonly kind: "carried"; readonly entry: number }
  | { readonly kind: "chosenOuter"; readonly nodes: readonly number[] }
  /** 1 in the turns in which the choice is that entry, else 0. */
  | { readonly kind: "is"; readonly choice: number; readonly entry: number };

/** A value that turns only add to (or take the least or greatest of): what each adds, from left to right. */
export interface Accumulator {
  /** The entry of the body that gives it. */
  readonly entry: number;
  readonly reduction: typeof Structural.sum | typeof Structural.least | typeof Structural.greatest;
  readonly terms: readonly { readonly node: number; readonly negative: boolean }[];
}

/** One turn of a loop as a graph of its own. */
export interface TurnGraph {
  readonly builder: GraphBuilder;
  /** By number of the input. */
  readonly sources: readonly Source[];
  /** By entry of the body; −1 for decisions. */
  readonly made: Int32Array;
  readonly guards: readonly { readonly condition: number; readonly expected: boolean }[];
  /** The operations of the turn, with the nodes of this graph. */
  readonly log: OperationLog;
}

/** The graph of a turn; undefined where it chooses among too much. */
export function turnGraph(body: LoopBody): TurnGraph | undefined {
  const builder = new GraphBuilder();
  const sources: Source[] = [];
  const inputs = new Map<string, number>();
  const guards: { condition: number; expected: boolean }[] = [];
  const made = new Int32Array(body.length).fill(-1);
  const log = new OperationLog();

  function inputFor(key: string, source: Source): number {
    let number = inputs.get(key);
    if (number === undefined) {
      number = sources.push(source) - 1;
      inputs.set(key, number);
    }
    return builder.input(number);
  }

  function operandOf(place: number): number | undefined {
    const argument = body.argument[place]!;
    switch (body.kind[place]) {
      case Operand.absent:
        return -1;
      case Operand.constant: {
        const column = body.slots.numberOf(argument);
        const value = body.slots.constantOf(column);
        if (value !== undefined) return builder.constant(value);
        return inputFor(`s${column}`, { kind: "slot", column });
      }
      case Operand.outer:
        return inputFor(`o${argument}`, { kind: "outer", node: argument });
      case Operand.inner:
        return made[argument]!;
      case Operand.carried:
        return inputFor(`c${argument}`, { kind: "carried", entry: argument });
      case Operand.chosenInner:
        return chosen(argument);
      default:
        return inputFor(`n${argument}`, { kind: "chosenOuter", nodes: body.choices[argument]! });
    }
  }

  /** Σ over the entries of (chosen ? entry : 0), which is the chosen one to the last bit but for the sign of a zero. */
  function chosen(choice: number): number | undefined {
    const entries = [...new Set(body.choices[choice])].sort((a, b) => a - b);
    if (entries.length > mostChosen) return undefined;
    let sum: number | undefined;
    for (const entry of entries) {
      const is = inputFor(`i${choice},${entry}`, { kind: "is", choice, entry });
      const term = builder.select(is, made[entry]!, builder.constant(0));
      sum = sum === undefined ? term : builder.apply("add", sum, term);
    }
    return sum;
  }

  for (let p = 0; p < body.length; p++) {
    const operation = body.code[p]!;
    if (
      body.gives[p] === Gives.outer &&
      operation !== Asked.decidedTrue &&
      operation !== Asked.decidedFalse
    ) {
      made[p] = inputFor(`o${body.given[p]!}`, { kind: "outer", node: body.given[p]! });
      continue;
    }
    const [a, b, c] = [operandOf(3 * p), operandOf(3 * p + 1), operandOf(3 * p + 2)];
    if (a === undefined || b === undefined || c === undefined) return undefined;
    if (operation >= ELEMENTWISE) made[p] = builder.applyCode(operation, a, b, c);
    else if (operation === Asked.merge) made[p] = mergeNodes(builder, a, b, c);
    else guards.push({ condition: a, expected: operation === Asked.decidedTrue });
    log.push(operation, a, b, c, made[p]!);
  }

  return { builder, sources, made, guards, log };
}

/** What a turn accumulates, where that is all that it leaves to the next; else undefined. */
export function accumulatorsOf({
  builder,
  sources,
  made,
  guards,
}: TurnGraph): readonly Accumulator[] | undefined {
  const depends = dependsOnCarried(builder, sources);
  if (guards.some(({ condition }) => depends[condition])) return undefined;
  const accumulators: Accumulator[] = [];
  for (const [number, source] of sources.entries()) {
    if (source.kind !== "carried") continue;
    const accumulator = accumulatorOf(builder, made[source.entry]!, builder.input(number), depends);
    if (!accumulator) return undefined;
    accumulators.push({ entry: source.entry, ...accumulator });
  }
  return accumulators;
}

function dependsOnCarried(builder: GraphBuilder, sources: readonly Source[]): Uint8Array {
  const depends = new Uint8Array(builder.size);
  for (let node = 0; node < depends.length; node++) {
    const operation = builder.codeOf(node);
    if (operation === Structural.input) {
      depends[node] = sources[builder.operandOf(node, 0)]!.kind === "carried" ? 1 : 0;
    } else if (operation >= ELEMENTWISE) {
      for (const position of [0, 1, 2] as const) {
        const operand = builder.operandOf(node, position);
        if (operand >= 0) depends[node]! |= depends[operand]!;
      }
    }
  }
  return depends;
}

/** How a turn leads from what was carried to what is: additions alone, minima alone, or maxima alone. */
function accumulatorOf(
  builder: GraphBuilder,
  end: number,
  begin: number,
  depends: Uint8Array,
): Omit<Accumulator, "entry"> | undefined {
  let reduction: Accumulator["reduction"] | undefined;
  const terms: { node: number; negative: boolean }[] = [];
  for (let node = end; node !== begin;) {
    const operation = builder.codeOf(node);
    const kind =
      operation === code.add || operation === code.sub
        ? Structural.sum
        : operation === code.min
          ? Structural.least
          : operation === code.max
            ? Structural.greatest
            : undefined;
    if (kind === undefined || (reduction !== undefined && kind !== reduction)) return undefined;
    reduction = kind;
    const [left, right] = [builder.operandOf(node, 0), builder.operandOf(node, 1)];
    if (depends[left] && !depends[right]) {
      terms.push({ node: right, negative: operation === code.sub });
      node = left;
    } else if (depends[right] && !depends[left] && operation !== code.sub) {
      terms.push({ node: left, negative: false });
      node = right;
    } else return undefined;
  }
  // What only passes through has no reduction; any does.
  return { reduction: reduction ?? Structural.sum, terms: terms.reverse() };
}

/**
 * Makes the loop in a graph, over an axis of its turns, with its guards. Returns, by entry of the body, the nodes of what
 * was accumulated after the last turn; `initial` gives what a first turn read.
 */
export function buildLoop(
  builder: GraphBuilder,
  body: LoopBody,
  turn: TurnGraph,
  accumulators: readonly Accumulator[],
): ReadonlyMap<number, number> {
  const axis = builder.axes.add(body.turns);
  const made = new Int32Array(turn.builder.size).fill(-1);
  const sourceNode = sourceNodes(builder, body, axis);

  function nodeOf(wanted: number): number {
    if (made[wanted]! >= 0) return made[wanted]!;
    const needed = new Uint8Array(wanted + 1);
    needed[wanted] = 1;
    for (let node = wanted; node >= 0; node--) {
      if (!needed[node] || made[node]! >= 0 || turn.builder.codeOf(node) < ELEMENTWISE) continue;
      for (const position of [0, 1, 2] as const) {
        const operand = turn.builder.operandOf(node, position);
        if (operand >= 0) needed[operand] = 1;
      }
    }
    for (let node = 0; node <= wanted; node++)
      if (needed[node] && made[node]! < 0) made[node] = make(node);
    return made[wanted]!;
  }

  function make(node: number): number {
    const operation = turn.builder.codeOf(node);
    if (operation === Structural.constant)
      return builder.constant(turn.builder.constantValue(node)!);
    if (operation === Structural.input) {
      return sourceNode(turn.sources[turn.builder.operandOf(node, 0)]!);
    }
    const at = (position: 0 | 1 | 2): number => {
      const operand = turn.builder.operandOf(node, position);
      return operand < 0 ? -1 : made[operand]!;
    };
    return builder.applyCode(operation, at(0), at(1), at(2));
  }

  for (const { condition, expected } of turn.guards) {
    const holds = nodeOf(condition);
    const held = expected ? holds : builder.apply("not", holds);
    builder.guard(builder.extremum(Structural.least, held, axis), true);
  }
  const results = new Map<number, number>();
  for (const { entry, reduction, terms } of accumulators) {
    let result = body.initial.get(entry)!;
    for (const { node, negative } of terms) {
      const term = nodeOf(node);
      if (reduction === Structural.sum) {
        result = builder.apply(negative ? "sub" : "add", result, builder.sum(term, axis));
      } else {
        const name = reduction === Structural.least ? "min" : "max";
        result = builder.apply(name, result, builder.extremum(reduction, term, axis));
      }
    }
    results.set(entry, result);
  }
  return results;
}

/** Makes the nodes, by turn along an axis, of what the inputs of a turn's graph stand for. */
export function sourceNodes(
  builder: GraphBuilder,
  body: LoopBody,
  axis: number,
): (source: Source) => number {
  const set = builder.axes.setOf([axis]);
  const columns = new Map<number, number>();
  return (source) => {
    switch (source.kind) {
      case "slot": {
        const known =
          columns.get(source.column) ?? builder.column(set, body.slots.valuesOf(source.column));
        columns.set(source.column, known);
        return known;
      }
      case "outer":
        return source.node;
      case "chosenOuter": {
        const bins = [...new Set(source.nodes)];
        const numbers = new Map(bins.map((node, bin) => [node, bin]));
        const data = Int32Array.from(source.nodes, (node) => numbers.get(node)!);
        return builder.gather(builder.indexTable(set, Int32Array.from(bins), data));
      }
      case "is":
        return builder.column(
          set,
          Float64Array.from(body.choices[source.choice]!, (entry) =>
            Number(entry === source.entry),
          ),
        );
      case "carried":
        throw new Error("what is carried is no node of the graph around");
    }
  };
}
