import type { Arithmetic } from "../graph/arithmetic";
import type { EscapeHandler } from "./graphRecorder";
import { isPiecewiseConstant } from "../graph/piecewiseConstant";
import { ELEMENTWISE } from "../graph/graph";
import { IntegerList, NumberList } from "../graph/lists";
import { holds, OPERATION_CODES, OPERATION_LIST, type OperationName } from "../graph/operations";
import { nodeOf, Traced, type Recorder } from "./traced";

const numbers: Arithmetic<number> = {
  constant: (value) => value,
  apply: (operation: OperationName, a, b, c) =>
    OPERATION_LIST[OPERATION_CODES[operation] - ELEMENTWISE]!.evaluate(a, b, c),
};

const MOST_ENTRIES = 10_000_000;
const TOO_LONG = "one evaluation takes more than ten million operations";

/** Codes of the tape's own entries. */
const CONSTANT = 0;
const INPUT = 1;

/**
 * A define-by-run tape: operations with their values, for one evaluation at one point. Branches
 * simply go the way that the values say. Slower than a compiled graph and always right; for code
 * that takes another path at nearly every point.
 */
export class Tape implements Recorder {
  private readonly code = new IntegerList();
  private readonly first = new IntegerList();
  private readonly second = new IntegerList();
  private readonly third = new IntegerList();
  private readonly value = new NumberList();
  private readonly inputNodes: number[] = [];
  private open = true;

  constructor(
    inputs: Float64Array,
    private readonly handler: EscapeHandler,
  ) {
    for (const input of inputs) this.inputNodes.push(this.push(INPUT, -1, -1, -1, input));
  }

  /** Input number `index`, as the number that lifted code takes it for. */
  input(index: number): number {
    return new Traced(this, this.inputNodes[index]!, false) as unknown as number;
  }

  /** Writes the gradient of the mean of the results into `gradient` and returns that mean. */
  reverseMean(results: readonly unknown[], gradient: Float64Array): number {
    const targets = results.map((result) => nodeOf(this, result));
    const adjoint = new Float64Array(this.code.length);
    let sum = 0;
    for (const target of targets) {
      adjoint[target]! += 1 / targets.length;
      sum += this.value.at(target);
    }
    for (let node = adjoint.length - 1; node >= 0; node--) {
      const total = adjoint[node]!;
      const code = this.code.at(node);
      if (total === 0 || code < ELEMENTWISE) continue;
      const operands = [this.first.at(node), this.second.at(node), this.third.at(node)];
      const at = (operand: number): number => (operand < 0 ? 0 : this.value.at(operand));
      const partials = OPERATION_LIST[code - ELEMENTWISE]!.derivative(numbers, {
        a: at(operands[0]!),
        b: at(operands[1]!),
        c: at(operands[2]!),
        result: this.value.at(node),
      });
      partials.forEach((partial, position) => {
        const operand = operands[position]!;
        if (partial === undefined || this.code.at(operand) === CONSTANT) return;
        if (partial.when !== undefined && !holds(partial.when)) return;
        adjoint[operand]! += total * partial.value;
      });
    }
    this.inputNodes.forEach((node, index) => (gradient[index] = adjoint[node]!));
    return sum / targets.length;
  }

  /** Ends the recording: values that code kept are refused from now on. */
  close(): void {
    this.open = false;
  }

  constant(value: number): number {
    return this.push(CONSTANT, -1, -1, -1, value);
  }

  apply(code: number, a: number, b: number, c: number): number {
    const { evaluate } = OPERATION_LIST[code - ELEMENTWISE]!;
    const x = this.value.at(a);
    const y = b < 0 ? 0 : this.value.at(b);
    const z = c < 0 ? 0 : this.value.at(c);
    const constant =
      this.code.at(a) === CONSTANT &&
      (b < 0 || this.code.at(b) === CONSTANT) &&
      (c < 0 || this.code.at(c) === CONSTANT);
    return this.push(constant ? CONSTANT : code, a, b, c, evaluate(x, y, z));
  }

  merge(condition: number, a: number, b: number): number {
    return this.apply(OPERATION_CODES.select, condition, a, b);
  }

  decide(condition: number): boolean {
    return holds(this.value.at(condition));
  }

  isPiecewiseConstant(node: number): boolean {
    const operands = [this.first, this.second, this.third] as const;
    return isPiecewiseConstant(
      {
        isConstant: (candidate) => this.code.at(candidate) === CONSTANT,
        codeOf: (candidate) => this.code.at(candidate),
        operandOf: (candidate, position) => operands[position].at(candidate),
      },
      node,
    );
  }

  shown(node: number): number {
    return this.value.at(node);
  }

  written(node: number): number {
    return this.handler.onText(this.shown(node));
  }

  escape(why: string): never {
    return this.handler.onEscape(why);
  }

  maySpeculate(): boolean {
    return false;
  }

  speculate<Result>(run: () => Result): Result {
    return run();
  }

  refuse(): void {
    // Nothing is ever speculated here.
  }

  checkOpen(): void {
    if (!this.open) this.handler.onEscape("it uses a value that it kept from an earlier call");
  }

  /** Appends an entry; a tape is bounded because memory is. */
  private push(code: number, a: number, b: number, c: number, value: number): number {
    if (this.code.length > MOST_ENTRIES) this.handler.onEscape(TOO_LONG);
    this.first.push(a);
    this.second.push(b);
    this.third.push(c);
    this.value.push(value);
    return this.code.push(code);
  }
}
