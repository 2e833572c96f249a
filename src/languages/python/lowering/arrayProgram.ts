import type { OperationName } from "../../../graph/operations";

/** A traced function as operations on whole arrays, as the interpreter sends it. */
export interface ArrayProgram {
  /** The number of parameters. */
  readonly dimension: number;
  /** Each after its operands. */
  readonly nodes: readonly ArrayNode[];
  /** The value: a node of one element. */
  readonly output: number;
  /** Nodes all of whose elements must have the truth value for the program to describe the function. */
  readonly guards: readonly (readonly [node: number, expected: boolean])[];
  /** File and line where a node was made. */
  readonly places: ReadonlyMap<number, readonly [file: string, line: number]>;
}

/** Where `take` reads: start + Σ index·stride. */
export interface Strided {
  readonly start: number;
  readonly strides: readonly number[];
}

export type Reduction = "sum" | "prod" | "least" | "greatest";

interface Shaped {
  /** Row-major; [] is a number. */
  readonly shape: readonly number[];
  /** The product of the shape. */
  readonly size: number;
}

/** One operation; `of` names earlier nodes. */
export type ArrayNode = Shaped &
  (
    | { readonly op: "const"; readonly values: Float64Array }
    /** The parameters `first`, `first` + 1, … */
    | { readonly op: "input"; readonly first: number }
    /** Elementwise, with NumPy's broadcasting. */
    | { readonly op: "map"; readonly name: OperationName; readonly of: readonly number[] }
    /** Axis i is the operand's axis axes[i]; −1 is a new axis of length 1. */
    | { readonly op: "dims"; readonly of: readonly [number]; readonly axes: readonly number[] }
    /** The elements at flat positions of the operand. */
    | {
        readonly op: "take";
        readonly of: readonly [number];
        readonly positions: Int32Array | Strided;
      }
    /** The elements at positions of the operands' elements in a row. */
    | { readonly op: "pick"; readonly of: readonly number[]; readonly positions: Int32Array }
    /** (…, m, k) times (…, k, n); the axes before are broadcast. */
    | { readonly op: "matmul"; readonly of: readonly [number, number] }
    | { readonly op: Reduction; readonly of: readonly [number]; readonly axes: readonly number[] }
    /** A function of whole matrices, which only the interpreter computes. */
    | { readonly op: "kernel"; readonly name: string; readonly of: readonly number[] }
  );

/** The step in the flat array from one index of each axis to the next, row-major. */
export function rowMajor(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
