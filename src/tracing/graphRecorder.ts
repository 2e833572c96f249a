import type { GraphBuilder } from "../graph/builder";
import { isPiecewiseConstant } from "../graph/piecewiseConstant";
import { ELEMENTWISE, Structural } from "../graph/graph";
import { NumberList } from "../graph/lists";
import { mergeNodes } from "./mergeNodes";
import { holds, OPERATION_LIST } from "../graph/operations";
import { nodeOf, Traced, Undecided, type Recorder } from "./traced";

/** What to do when traced code leaves what a graph can describe. */
export interface EscapeHandler {
  /** Must throw; called with what went wrong, in plain words. */
  readonly onEscape: (why: string) => never;
  /** Must throw; called when a recording has grown as long as it may. */
  readonly onTooLong?: (why: string) => never;
  /** Asked when a traced value becomes a text: the number to write for it. */
  readonly onText: (shown: number) => number;
  /** Asked before a branch is decided: which way to go, given the condition and the natural way. */
  readonly onDecision?: (condition: number, natural: boolean) => boolean;
  /** False where every branch is to be decided, none run both ways and merged. */
  readonly mayMerge?: boolean;
}

const throwing: EscapeHandler = {
  onEscape(why) {
    throw new Error(why);
  },
  onText: (shown) => shown,
};

/** Arms within arms within arms: deeper branches become guards (a traced recursion, mostly). */
const DEEPEST_SPECULATION = 24;
/** Operations of one trace. */
const MOST_NODES = 3_000_000;
const TOO_LONG = "one evaluation takes more than three million operations";
/** Speculated branches in one outermost one, against doubling at every level. */
const MOST_SPECULATIONS = 20_000;

/**
 * Records into a `GraphBuilder`. With `inputs`, the values at the point of the trace, conditions can
 * be decided and become guards; without, a branch that cannot be a select throws.
 */
export class GraphRecorder implements Recorder {
  private readonly values = new NumberList();
  /** Values of nodes that are made from loops, which are known from where the loops were followed. */
  private readonly known = new Map<number, number>();
  private readonly refused = new Set<number>();
  private depth = 0;
  private speculations = 0;
  private open = true;

  constructor(
    readonly builder: GraphBuilder,
    private readonly inputs: Float64Array | undefined,
    private readonly handler: EscapeHandler = throwing,
  ) {}

  /** A node as the number that lifted code takes it for. */
  number(node: number): number {
    return new Traced(this, node, false) as unknown as number;
  }

  /** The node of a number that lifted code returned. */
  node(value: unknown): number {
    return nodeOf(this, value);
  }

  /** Ends the recording: values that code kept are refused from now on. */
  close(): void {
    this.open = false;
  }

  constant(value: number): number {
    return this.builder.constant(value);
  }

  apply(code: number, a: number, b: number, c: number): number {
    if (this.builder.size > MOST_NODES) (this.handler.onTooLong ?? this.handler.onEscape)(TOO_LONG);
    return this.builder.applyCode(code, a, b, c);
  }

  merge(condition: number, a: number, b: number): number {
    return mergeNodes(this.builder, condition, a, b);
  }

  decide(condition: number): boolean {
    const known = this.builder.constantValue(condition);
    if (known !== undefined) return holds(known);
    if (this.depth > 0) throw new Undecided();
    const natural = holds(this.shown(condition));
    const expected = this.handler.onDecision?.(condition, natural) ?? natural;
    this.builder.guard(condition, expected);
    return expected;
  }

  /** Are arms being run in order to be merged? */
  get isSpeculating(): boolean {
    return this.depth > 0;
  }

  /** Tells the value of a node at the point of the trace. */
  know(node: number, value: number): void {
    this.known.set(node, value);
  }

  isPiecewiseConstant(node: number): boolean {
    const { builder } = this;
    return isPiecewiseConstant(
      {
        isConstant: (candidate) => builder.constantValue(candidate) !== undefined,
        codeOf: (candidate) => builder.codeOf(candidate),
        operandOf: (candidate, position) => builder.operandOf(candidate, position),
      },
      node,
    );
  }

  shown(node: number): number {
    const { inputs, builder, values } = this;
    const known = builder.constantValue(node);
    if (known !== undefined) return known;
    if (inputs === undefined) return this.escape("the value depends on the parameters");
    for (let id = values.length; id <= node; id++) values.push(this.valueOf(id, inputs));
    return values.at(node);
  }

  /** The value of the node after those whose values are there. */
  private valueOf(id: number, inputs: Float64Array): number {
    const { builder, known } = this;
    const code = builder.codeOf(id);
    if (known.size > 0 && known.has(id)) return known.get(id)!;
    if (code === Structural.constant) return builder.constantValue(id)!;
    if (code === Structural.input) return inputs[builder.operandOf(id, 0)]!;
    if (code < ELEMENTWISE || builder.axisSetOf(id) !== 0) return NaN;
    const { evaluate } = OPERATION_LIST[code - ELEMENTWISE]!;
    return evaluate(this.operandValue(id, 0), this.operandValue(id, 1), this.operandValue(id, 2));
  }

  private operandValue(id: number, position: 0 | 1 | 2): number {
    const operand = this.builder.operandOf(id, position);
    return operand < 0 ? 0 : this.values.at(operand);
  }

  /** The largest finite |value| of the nodes up to one, at the point of the trace. */
  magnitude(last: number): number {
    this.shown(last);
    let largest = 0;
    for (let node = 0; node < this.values.length; node++) {
      const size = Math.abs(this.values.at(node));
      if (size > largest && size < Infinity) largest = size;
    }
    return largest;
  }

  written(node: number): number {
    return this.handler.onText(this.shown(node));
  }

  escape(why: string): never {
    if (this.depth > 0) throw new Undecided();
    return this.handler.onEscape(why);
  }

  maySpeculate(site: number): boolean {
    if (this.depth === 0) this.speculations = 0;
    return (
      this.handler.mayMerge !== false &&
      this.depth < DEEPEST_SPECULATION &&
      this.speculations < MOST_SPECULATIONS &&
      !this.refused.has(site)
    );
  }

  speculate<Result>(run: () => Result): Result {
    this.depth++;
    this.speculations++;
    try {
      return run();
    } finally {
      this.depth--;
    }
  }

  refuse(site: number): void {
    this.refused.add(site);
  }

  checkOpen(): void {
    if (!this.open) this.handler.onEscape("it uses a value that it kept from an earlier call");
  }
}
