import { ELEMENTWISE } from "../../graph/graph";
import { OPERATION_LIST } from "../../graph/operations";
import { Gives, Operand, type LoopBody } from "./loopBody";
import { Asked } from "./operationLog";

/** Nodes that a replay gives are numbered from here on; what is below belongs to the graph. */
export const firstVirtual = 1 << 29;

/** An operation of the turn that was left unfinished, with its operands as they came. */
export interface Pending {
  readonly code: number;
  readonly operands: readonly (number | { readonly constant: number })[];
}

/** What a replay needs of the recorder that it stands in for. */
export interface ReplayContext {
  /** The value of a constant operand; undefined for any other. */
  constantOf(node: number): number | undefined;
  /** The value of a node of the graph at the point of the trace. */
  valueOf(node: number): number;
}

/** The answer where an operation is not the one that the loop's next would be. */
export const mismatch = -1;

/**
 * Follows the turns of a loop that go on as its body says: each operation is compared with the body's, constants and
 * choices are taken down, and nothing is recorded. Nodes are numbered `base + turn · length + entry`.
 */
export class LoopReplay {
  /** Turns that were followed to their end. */
  followed = 0;
  /** The largest finite |value|. */
  magnitude = 0;
  private next = 0;
  /** What the choices of the turn that is going on are. */
  private readonly picks: number[] = [];
  private readonly values: [Float64Array, Float64Array];
  private readonly slotValues: Float64Array;
  private readonly operands: Int32Array;
  /** Constants of what gives the same node in every turn, by place. */
  private readonly fixed = new Map<number, number>();

  constructor(
    readonly body: LoopBody,
    readonly base: number,
    private readonly context: ReplayContext,
    /** What the last turn before gave, by entry of the body. */
    private readonly before: Int32Array,
    fixed: (place: number) => number,
  ) {
    const { length, kind, gives } = body;
    this.values = [new Float64Array(length), new Float64Array(length)];
    this.slotValues = new Float64Array(body.slotCount);
    this.operands = new Int32Array(3 * length);
    for (let place = 0; place < 3 * length; place++) {
      const isFixed = gives[Math.floor(place / 3)] === Gives.outer;
      if (isFixed && kind[place] === Operand.constant) this.fixed.set(place, fixed(place));
    }
  }

  /** The first number after all that it has given so far. */
  get end(): number {
    return this.base + this.followed * this.body.length + this.next;
  }

  /** The operations of the turn that is going on. */
  get pending(): Pending[] {
    return Array.from({ length: this.next }, (_, p) => ({
      code: this.body.code[p]!,
      operands: [3 * p, 3 * p + 1, 3 * p + 2].map((place) =>
        this.body.kind[place] === Operand.constant
          ? { constant: this.slotValues[this.body.argument[place]!]! }
          : this.operands[place]!,
      ),
    }));
  }

  /** What the last whole turn gave, by entry of the body. */
  get lastValues(): Float64Array {
    return this.values[1];
  }

  /** The node for an operation, or `mismatch`, which leaves everything as it was. */
  ask(code: number, a: number, b: number, c: number): number {
    const { body, next: p } = this;
    if (body.code[p] !== code) return mismatch;
    const place = 3 * p;
    if (!this.fits(place, a) || !this.fits(place + 1, b) || !this.fits(place + 2, c))
      return mismatch;
    this.take(place, a);
    this.take(place + 1, b);
    this.take(place + 2, c);
    const gives = body.gives[p]!;
    const isDecision = code < ELEMENTWISE && code !== Asked.merge;
    const given = isDecision
      ? 0
      : gives === Gives.fresh
        ? this.turnBase + p
        : gives === Gives.inner
          ? this.turnBase + body.given[p]!
          : body.given[p]!;
    if (!isDecision) {
      const value = this.evaluate(code, a, b, c);
      this.values[0][p] = value;
      const size = Math.abs(value);
      if (size > this.magnitude && size < Infinity) this.magnitude = size;
    }
    this.next++;
    if (this.next === body.length) this.finishTurn();
    return given;
  }

  /** The value of an operand at the point of the trace. */
  valueOf(node: number): number {
    if (node < firstVirtual) return this.context.constantOf(node) ?? this.context.valueOf(node);
    const entry = node - this.turnBase;
    if (entry >= 0) return this.values[0][entry]!;
    if (entry >= -this.body.length) return this.values[1][entry + this.body.length]!;
    return NaN;
  }

  private get turnBase(): number {
    return this.base + this.followed * this.body.length;
  }

  private fits(place: number, node: number): boolean {
    const { body, context, turnBase } = this;
    const argument = body.argument[place]!;
    switch (body.kind[place]) {
      case Operand.absent:
        return node < 0 && node === -1;
      case Operand.constant: {
        if (node >= firstVirtual || node === -1) return false;
        const value = context.constantOf(node);
        return value !== undefined && this.isAllowed(place, value);
      }
      case Operand.outer:
        if (node === argument) return true;
        return this.isOuter(node) && this.choose(place, Operand.chosenOuter, argument);
      case Operand.inner:
        if (node === turnBase + argument) return true;
        return this.isInner(node) && this.choose(place, Operand.chosenInner, argument);
      case Operand.carried:
        return this.followed === 0
          ? node === this.before[argument]
          : node === turnBase - body.length + argument;
      case Operand.chosenInner:
        return this.isInner(node);
      default:
        return this.isOuter(node);
    }
  }

  private isInner(node: number): boolean {
    return node >= this.turnBase && node < this.turnBase + this.next;
  }

  private isOuter(node: number): boolean {
    return node >= 0 && node < firstVirtual && this.context.constantOf(node) === undefined;
  }

  /** What gives the same as another operation does so only where their constants are equal. */
  private isAllowed(place: number, value: number): boolean {
    const { body } = this;
    const p = Math.floor(place / 3);
    if (body.gives[p] === Gives.fresh) return true;
    if (body.gives[p] === Gives.outer) return Object.is(this.fixed.get(place), value);
    const twin = 3 * body.given[p]! + (place % 3);
    return Object.is(this.slotValues[body.argument[twin]!], value);
  }

  /**
   * From now on an operand is another one each time; until now it was always the same. False where the entry would then
   * not give what it is known to give.
   */
  private choose(place: number, kind: number, before: number): boolean {
    const { body } = this;
    if (body.gives[Math.floor(place / 3)] !== Gives.fresh) return false;
    body.kind[place] = kind;
    body.argument[place] = body.choices.push(new Array<number>(body.turns).fill(before)) - 1;
    return true;
  }

  private take(place: number, node: number): void {
    const { body } = this;
    const argument = body.argument[place]!;
    this.operands[place] = node;
    const kind = body.kind[place];
    if (kind === Operand.constant) this.slotValues[argument] = this.context.constantOf(node)!;
    else if (kind === Operand.chosenInner) this.picks[argument] = node - this.turnBase;
    else if (kind === Operand.chosenOuter) this.picks[argument] = node;
  }

  private evaluate(code: number, a: number, b: number, c: number): number {
    const x = this.valueOf(a);
    const y = b === -1 ? 0 : this.valueOf(b);
    const z = c === -1 ? 0 : this.valueOf(c);
    if (code === Asked.merge) return x > 0 || x < 0 ? y : z;
    return OPERATION_LIST[code - ELEMENTWISE]!.evaluate(x, y, z);
  }

  private finishTurn(): void {
    const { body } = this;
    body.slots.add(this.slotValues);
    body.choices.forEach((turns, choice) => turns.push(this.picks[choice]!));
    body.turns++;
    this.values.reverse();
    this.followed++;
    this.next = 0;
  }
}
