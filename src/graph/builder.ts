import type { Arithmetic } from "./arithmetic";
import { AxisRegistry } from "./axes";
import {
  type Column,
  type Graph,
  type Guard,
  type IndexTable,
  type Scan,
  ELEMENTWISE,
  Structural,
} from "./graph";
import { IntegerList, NumberList } from "./lists";
import { NodeIndex } from "./nodeIndex";
import type { OperationName } from "./operationName";
import { holds, OPERATION_CODES, OPERATION_LIST } from "./operations";
import { simplify } from "./simplify";

/** How a `GraphBuilder` treats what it is given. */
export interface BuilderOptions {
  /**
   * Also drop what changes no value (x·1, x − 0, −−x, …). Off while tracing: a term that happens to
   * hold a 1 must keep the shape of its siblings to be re-rolled; `reroll` simplifies afterwards.
   */
  readonly simplify?: boolean;
  /** Build our own elementary functions (exp, log, …) as the nodes of their formulas. */
  readonly expand?: boolean;
}

/**
 * Makes a graph node by node. Equal nodes are made once; operations on constants are folded; no
 * rewrite changes a result's bits (0·x and x − x stay, for x may be NaN or infinite), but for small
 * integer powers, which become products: x² is x·x to the last bit, x³ and x⁴ within a rounding of
 * `Math.pow`, which is not correctly rounded itself.
 */
export class GraphBuilder implements Arithmetic<number> {
  private readonly operation = new IntegerList();
  private readonly first = new IntegerList();
  private readonly second = new IntegerList();
  private readonly third = new IntegerList();
  private readonly axisSet = new IntegerList();
  private readonly constants = new NumberList();
  private readonly constantNodes = new Map<number, number>();
  private readonly columns: Column[] = [];
  private readonly indexTables: IndexTable[] = [];
  private readonly scans: Scan[] = [];
  private readonly guards: Guard[] = [];
  private readonly guarded = new Set<number>();
  private readonly simplifies: boolean;
  private readonly expands: boolean;
  private readonly index: NodeIndex;
  private negativeZero = -1;
  private inputsUsed = 0;

  /** The axes and sets of axes of this graph. */
  readonly axes = new AxisRegistry();

  constructor(options: BuilderOptions = {}) {
    this.simplifies = options.simplify ?? false;
    this.expands = options.expand ?? false;
    this.index = new NodeIndex(this.operation, this.first, this.second, this.third);
  }

  /** The number of nodes made so far. */
  get size(): number {
    return this.operation.length;
  }

  /** The node of input number `index`. */
  input(index: number): number {
    this.inputsUsed = Math.max(this.inputsUsed, index + 1);
    return this.node(Structural.input, index, -1, -1, 0);
  }

  /** The node of a constant; +0 and −0 are two constants, all NaNs are one. */
  constant(value: number): number {
    if (Object.is(value, -0)) {
      if (this.negativeZero < 0) this.negativeZero = this.newConstant(-0);
      return this.negativeZero;
    }
    let node = this.constantNodes.get(value);
    if (node === undefined) {
      node = this.newConstant(value);
      this.constantNodes.set(value, node);
    }
    return node;
  }

  /** The value of a constant node; undefined for any other. */
  constantValue(node: number): number | undefined {
    return this.operation.at(node) === Structural.constant
      ? this.constants.at(this.first.at(node))
      : undefined;
  }

  /** True when the node holds a truth value, 1 or 0, by its operation. */
  isBoolean(node: number): boolean {
    const code = this.operation.at(node);
    return code >= ELEMENTWISE && OPERATION_LIST[code - ELEMENTWISE]!.result === "boolean";
  }

  /** Applies an elementwise operation to nodes. Throws on the wrong number of operands. */
  apply(operation: OperationName, ...operands: readonly number[]): number {
    const code = OPERATION_CODES[operation];
    const { arity } = OPERATION_LIST[code - ELEMENTWISE]!;
    if (operands.length !== arity) {
      throw new Error(`${operation} takes ${arity} operands, not ${operands.length}`);
    }
    return this.applyCode(code, operands[0]!, operands[1] ?? -1, operands[2] ?? -1);
  }

  /** `apply` by code, without checks: `OPERATION_CODES[name]`; −1 for operands it does not have. */
  applyCode(code: number, a: number, b: number, c: number): number {
    const known = this.index.find(code, a, b, c);
    if (known >= 0) return known;
    const folded = this.fold(code, a, b, c);
    if (folded !== undefined) return this.constant(folded);
    const simpler = simplify(this, code, a, b, c, this.simplifies);
    if (simpler >= 0) return simpler;
    if (this.expands) {
      const { emission } = OPERATION_LIST[code - ELEMENTWISE]!;
      if (emission.kind === "formula") return emission.formula(this, a);
    }
    return this.node(code, a, b, c, this.unionOfAxes(a, b, c));
  }

  /** a where `condition` holds, else b. */
  select(condition: number, a: number, b: number): number {
    return this.applyCode(OPERATION_CODES.select, condition, a, b);
  }

  /**
   * Records that the trace is only valid where `condition` has the truth value `expected`. A condition that always has it,
   * or was recorded before, adds nothing; a constant that never has it makes the trace valid nowhere.
   */
  guard(condition: number, expected: boolean): void {
    const constant = this.constantValue(condition);
    if (constant !== undefined && holds(constant) === expected) return;
    const key = condition * 2 + (expected ? 1 : 0);
    if (this.guarded.has(key)) return;
    this.guarded.add(key);
    this.guards.push({ condition, expected });
  }

  /** Takes guards over from another graph: all of them, in their order. */
  copyGuards(guards: readonly Guard[]): void {
    this.guards.push(...guards);
  }

  /** A table of constants over a set of axes (row-major, the last axis fastest). */
  column(axisSet: number, data: Float64Array): number {
    this.columns.push({ axisSet, data });
    return this.node(Structural.column, this.columns.length - 1, -1, -1, axisSet);
  }

  /** An index table; its number is what `gather` and `scatter` take. */
  indexTable(axisSet: number, sources: Int32Array, data: Int32Array): number {
    this.indexTables.push({ axisSet, sources, data });
    return this.indexTables.length - 1;
  }

  /** The value, at each index of the table's axes, of the scalar node that the table names there. */
  gather(indexTable: number): number {
    const { axisSet } = this.indexTables[indexTable]!;
    return this.node(Structural.gather, indexTable, -1, -1, axisSet);
  }

  /** Sum over an axis; over an axis the operand does not vary along it is a multiple. */
  sum(operand: number, axis: number): number {
    const set = this.axisSet.at(operand);
    if (!this.axes.has(set, axis)) {
      return this.apply("mul", operand, this.constant(this.axes.length(axis)));
    }
    return this.node(Structural.sum, operand, axis, -1, this.axes.without(set, axis));
  }

  /** Least or greatest value along an axis. */
  extremum(code: number, operand: number, axis: number): number {
    const set = this.axisSet.at(operand);
    if (!this.axes.has(set, axis)) return operand;
    return this.node(code, operand, axis, -1, this.axes.without(set, axis));
  }

  /** The bins of an index table, each the sum of the operand's values that belong to it. */
  scatter(operand: number, indexTable: number): number {
    const { axisSet } = this.indexTables[indexTable]!;
    if (this.axes.union(this.axisSet.at(operand), axisSet) !== axisSet) {
      throw new Error(`scatter: the operand varies along axes that the table does not`);
    }
    return this.node(Structural.scatter, operand, indexTable, -1, 0);
  }

  /** One bin of a scatter; of a scan what it carried last, or has summed. */
  pick(from: number, bin: number): number {
    return this.node(Structural.pick, from, bin, -1, 0);
  }

  /** A loop that carries values; see `Scan`. */
  scan(scan: Scan): number {
    return this.node(Structural.scan, this.scans.push(scan) - 1, -1, -1, 0);
  }

  /** The scan that a node is. */
  scanOf(node: number): Scan {
    if (this.operation.at(node) !== Structural.scan) throw new Error(`node ${node} is no scan`);
    return this.scans[this.first.at(node)]!;
  }

  /** What a scan carries into each step, or what its steps stack. */
  stacked(scan: number, index: number): number {
    const set = this.axes.setOf([this.scanOf(scan).axis]);
    return this.node(Structural.stacked, scan, index, -1, set);
  }

  /** Operation code, operands and axis set of a node. */
  codeOf(node: number): number {
    return this.operation.at(node);
  }

  /** Operand 0, 1 or 2 of a node. */
  operandOf(node: number, position: 0 | 1 | 2): number {
    return (position === 0 ? this.first : position === 1 ? this.second : this.third).at(node);
  }

  /** The axis set of a node, 0 for a plain number. */
  axisSetOf(node: number): number {
    return this.axisSet.at(node);
  }

  /** The graph that computes `outputs` (and the guards) from `inputCount` inputs. */
  build(outputs: readonly number[], inputCount: number): Graph {
    for (const output of outputs) {
      if (!(output >= 0 && output < this.size)) throw new Error(`no such node: ${output}`);
      if (this.axisSet.at(output) !== 0) throw new Error(`output ${output} varies along an axis`);
    }
    return this.buildOverAxes(outputs, inputCount);
  }

  /** `build` for the code generator, whose outputs may vary along an axis. */
  buildOverAxes(outputs: readonly number[], inputCount: number): Graph {
    if (inputCount < this.inputsUsed) {
      throw new Error(`input ${this.inputsUsed - 1} is used, but there are ${inputCount}`);
    }
    return {
      inputCount,
      operation: Uint8Array.from(this.operation.view()),
      first: this.first.copy(),
      second: this.second.copy(),
      third: this.third.copy(),
      axisSet: this.axisSet.copy(),
      constants: this.constants.copy(),
      axes: this.axes.lengths(),
      axisSets: this.axes.sets(),
      columns: this.columns.slice(),
      indexTables: this.indexTables.slice(),
      scans: this.scans.slice(),
      outputs: Int32Array.from(outputs),
      guards: this.guards.slice(),
    };
  }

  private newConstant(value: number): number {
    return this.node(Structural.constant, this.constants.push(value), -1, -1, 0);
  }

  private node(code: number, a: number, b: number, c: number, axisSet: number): number {
    const known = this.index.find(code, a, b, c);
    if (known >= 0) return known;
    const id = this.operation.push(code);
    this.first.push(a);
    this.second.push(b);
    this.third.push(c);
    this.axisSet.push(axisSet);
    this.index.add(id);
    return id;
  }

  private fold(code: number, a: number, b: number, c: number): number | undefined {
    const x = this.constantValue(a);
    if (x === undefined) return undefined;
    const y = b < 0 ? 0 : this.constantValue(b);
    if (y === undefined) return undefined;
    const z = c < 0 ? 0 : this.constantValue(c);
    if (z === undefined) return undefined;
    return OPERATION_LIST[code - ELEMENTWISE]!.evaluate(x, y, z);
  }

  private unionOfAxes(a: number, b: number, c: number): number {
    let set = this.axisSet.at(a);
    if (b >= 0) set = this.axes.union(set, this.axisSet.at(b));
    if (c >= 0) set = this.axes.union(set, this.axisSet.at(c));
    return set;
  }
}
