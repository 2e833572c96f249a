import type { Arithmetic } from "./arithmetic";
import type { InternalOperation } from "./operationName";

/**
 * A partial derivative: `value`, or nothing at all where `when` does not hold. The adjoint of an
 * operand that does not matter is dropped by a select and never multiplied by 0, because 0·∞ would
 * turn a branch that was not taken into NaN.
 */
export interface PartialDerivative<Value> {
  readonly value: Value;
  readonly when?: Value;
}

/** The operands and the result of an operation, as nodes of the graph being derived. */
export interface Application<Value> {
  readonly a: Value;
  readonly b: Value;
  readonly c: Value;
  readonly result: Value;
}

/** The partial derivatives for the operands; `undefined` (or left out) where they are zero. */
export type DerivativeRule = <Value>(
  k: Arithmetic<Value>,
  x: Application<Value>,
) => readonly (PartialDerivative<Value> | undefined)[];

/** A function written once over any arithmetic. */
export type Formula = <Value>(k: Arithmetic<Value>, a: Value) => Value;

/** What an operation computes of numbers. */
export type Evaluation = (a: number, b: number, c: number) => number;

/** How an operation becomes machine code: by an instruction, or by others. */
export type Emission =
  | {
      readonly kind: "native" | "comparison" | "logic";
      readonly instruction: Instruction;
    }
  | { readonly kind: "select" }
  /** Replaced by the nodes of its formula. */
  | { readonly kind: "formula"; readonly formula: Formula }
  /** The operand itself; only its derivative is another. */
  | { readonly kind: "identity" }
  /** A call of `evaluate`, imported. V8 makes direct calls of imported Math functions. */
  | { readonly kind: "host" };

/** Instructions that the compiler has for one number and for two lanes; their bytes are its own. */
export type Instruction =
  | "abs"
  | "add"
  | "and"
  | "ceil"
  | "div"
  | "eq"
  | "floor"
  | "fround"
  | "ge"
  | "gt"
  | "le"
  | "lt"
  | "max"
  | "min"
  | "mul"
  | "ne"
  | "neg"
  | "not"
  | "or"
  | "sqrt"
  | "sub"
  | "trunc"
  | InternalOperation;

/** One elementwise operation: everything the product knows about it. */
export interface Operation {
  readonly emission: Emission;
  readonly arity: 1 | 2 | 3;
  /** A boolean operation gives 1 or 0. */
  readonly result: "number" | "boolean";
  /** The value, by which constants are folded and the compiled code is judged. */
  readonly evaluate: Evaluation;
  readonly derivative: DerivativeRule;
}
