import { OPERATION_CODES } from "../graph/operations";

/**
 * What lifted code computes with in place of a number: the number of a node in a recording. Its
 * conversions to primitive values fail loudly, so that code which escapes the lifting is noticed
 * instead of losing the derivative.
 */
export class Traced {
  constructor(
    readonly recorder: Recorder,
    readonly node: number,
    /** True when the value is a truth value, false when it is a number. */
    readonly boolean: boolean,
  ) {}

  /** Only code that calls it by name: conversions ask for a primitive value below. */
  valueOf(): this {
    return this;
  }

  toJSON(): never {
    return this.recorder.escape("the value passes through JSON");
  }

  /** Functions of the language that need a plain number get one that changes by jumps only, where it stays the same. */
  [Symbol.toPrimitive](hint: string): string | number {
    if (hint === "string") return textOf(this);
    const { recorder, node } = this;
    if (recorder.isPiecewiseConstant(node)) {
      const shown = recorder.shown(node);
      const isSame = recorder.apply(OPERATION_CODES.eq, node, recorder.constant(shown), -1);
      if (recorder.decide(isSame)) return shown;
    }
    return recorder.escape("a plain number is needed here");
  }

  toString(radix?: number): string {
    return numberOf(this).toString(radix);
  }

  toLocaleString(): string {
    return numberOf(this).toLocaleString();
  }

  toFixed(digits?: number): string {
    return numberOf(this).toFixed(digits);
  }

  toPrecision(digits?: number): string {
    return numberOf(this).toPrecision(digits);
  }

  toExponential(digits?: number): string {
    return numberOf(this).toExponential(digits);
  }
}

/** A sum with products added to it. */
export interface AddedProducts {
  /** The sum, or its node. */
  readonly sum: number;
  /**
   * Where the first pair that was not added begins: there is none left, or it is of something else than numbers and traced
   * values.
   */
  readonly at: number;
}

/** Σₖ left[leftFrom + k] · right[rightFrom + k], k < count, of which elements may be anything. */
export interface InnerProduct {
  readonly left: ArrayLike<unknown>;
  readonly leftFrom: number;
  readonly right: ArrayLike<unknown>;
  readonly rightFrom: number;
  readonly count: number;
}

/** Takes down the operations on traced values: into a graph, or onto a tape with their values. */
export interface Recorder {
  /** The node of a constant. */
  constant(value: number): number;
  /** Applies the operation of that code (`OPERATION_CODES`) to nodes; −1 for absent operands. */
  apply(code: number, a: number, b: number, c: number): number;
  /**
   * Adds products of pairs of factors to a sum, of those from a place on, where there is a quicker way than to ask for
   * each.
   */
  addProducts?(sum: number, factors: readonly unknown[], from: number): AddedProducts;
  /**
   * Adds the first products of an inner product to a sum, of those that have nothing to be taken down but constants; there
   * may be none. Gives how many.
   */
  followInnerProduct?(
    sum: number,
    product: InnerProduct,
  ): { readonly sum: number; readonly added: number };
  /** The node that is `a` where the condition holds and `b` elsewhere. */
  merge(condition: number, a: number, b: number): number;
  /** The truth of a condition at the point of the trace; the trace is valid only where it holds. */
  decide(condition: number): boolean;
  /** Whether a node changes by jumps only. */
  isPiecewiseConstant(node: number): boolean;
  /** The number a node has at the point of the trace, for a text that nobody computes with. */
  shown(node: number): number;
  /**
   * The number that a value is written as when it becomes a text, from which code may read a number
   * that depends on nothing.
   */
  written(node: number): number;
  /** Called when code needs a plain number: throws. */
  escape(why: string): never;
  /** Whether both arms of the branch `site` may be run and merged. */
  maySpeculate(site: number): boolean;
  /** Runs code both arms of a branch; a decision inside throws `Undecided`. */
  speculate<Result>(run: () => Result): Result;
  /** The arms of the branch `site` cannot be merged in this trace. */
  refuse(site: number): void;
  /** Throws if the recording is over: the value was kept from an earlier call. */
  checkOpen(): void;
}

/** Thrown when a branch inside a speculated arm would need a decision. */
export class Undecided extends Error {
  override readonly name = "Undecided";
}

export function isTraced(value: unknown): value is Traced {
  return value instanceof Traced;
}

/** Whether a value is a plain number or traced by that recorder. */
export function isNumberOf(recorder: Recorder, value: unknown): value is number | Traced {
  return typeof value === "number" || (value instanceof Traced && value.recorder === recorder);
}

/** The node of an operand: traced values as they are, anything else converted as JavaScript does. */
export function nodeOf(recorder: Recorder, value: unknown): number {
  if (value instanceof Traced) {
    if (value.recorder !== recorder) value.recorder.checkOpen();
    return value.node;
  }
  return recorder.constant(typeof value === "number" ? value : toNumber(value));
}

/** The text of a traced value, for messages and the like. */
export function textOf(value: Traced): string {
  const shown = numberOf(value);
  return value.boolean ? String(shown !== 0) : String(shown);
}

function numberOf(value: Traced): number {
  return value.recorder.written(value.node);
}

function toNumber(value: unknown): number {
  if (typeof value === "bigint") {
    throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
  }
  return Number(value);
}
