import type { OperationName } from "./operationName";

/**
 * What a formula needs to be written once and used both on numbers and on nodes of a graph: the
 * derivative rules and our own elementary functions are functions of it.
 */
export interface Arithmetic<Value> {
  constant(value: number): Value;
  apply(operation: OperationName, ...operands: readonly Value[]): Value;
}
