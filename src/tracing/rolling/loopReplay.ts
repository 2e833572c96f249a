import type { Evaluation } from "../../graph/operation";
import { ELEMENTWISE } from "../../graph/graph";
import type { InnerProduct, Recorder } from "../traced";
import { Gives, Operand, type LoopBody } from "./loopBody";
import { Asked } from "./operationLog";
import { ExpectedFactors } from "./expectedFactors";
import { ProductRuns } from "./productRuns";
import { TurnValues } from "./turnValues";

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
  /** What an operation computes. */
  evaluationOf(code: number): Evaluation;
}

/** The answer where an operation is not the one that the loop's next would be. */
export const mismatch = -1;

/** Expected of operands that have to be looked at: no node has this number. */
const looked = -(1 << 30);

/**
 * What is expected of an entry, in a row: its code, three operands and the node that it gives, each a number and whether
 * the base of the turn is added to it (−1) or not (0).
 */
const Row = { length: 9, operand: 1, given: 7 } as const;

/** Where in the rows the operand at a place is. */
function rowPlace(place: number): number {
  const position = place % 3;
  return Row.length * ((place - position) / 3) + Row.operand + 2 * position;
}

/**
 * Follows the turns of a loop that go on as its body says: each operation is compared with the body's, constants and
 * choices are taken down, and nothing is recorded. Nodes are numbered `base + turn · length + entry`.
 *
 * A followed operation is one of millions: what it is to be is kept as numbers that only the base of the turn is added
 * to, and values are computed when one is asked for, or at the end of the turn.
 */
export class LoopReplay {
  /** Turns that were followed to their end. */
  followed = 0;
  /** Where the row of the next entry begins. */
  private at = 0;
  /** The number of this turn's first node. */
  private turnBase: number;
  /** What the choices of the turn that is going on are. */
  private readonly picks: number[] = [];
  private readonly rows: Int32Array;
  /** By place: chosen operands as they came. */
  private readonly chosen: Int32Array;
  private readonly products: ProductRuns;
  private readonly factors: ExpectedFactors;
  /** The node of the sum that `followProducts` has come to. */
  productSum = -1;
  private readonly values: TurnValues;
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
    const { length, kind, gives, code } = body;
    this.turnBase = base;
    this.chosen = new Int32Array(3 * length);
    this.rows = new Int32Array(Row.length * length);
    this.products = new ProductRuns(body);
    this.values = new TurnValues(
      body,
      this.products,
      (code) => context.evaluationOf(code),
      before,
      (node) => this.outerValue(node),
    );
    this.factors = new ExpectedFactors(body, this.products, base, this.values.slots);
    for (let entry = 0; entry < length; entry++) {
      const isDecision = code[entry]! < ELEMENTWISE && code[entry] !== Asked.merge;
      this.rows[Row.length * entry] = code[entry]!;
      if (isDecision) continue;
      const given = Row.length * entry + Row.given;
      this.rows.set([body.given[entry]!, gives[entry] === Gives.outer ? 0 : -1], given);
    }
    for (let place = 0; place < 3 * length; place++) {
      this.expect(place);
      const isFixed = gives[Math.floor(place / 3)] === Gives.outer;
      if (isFixed && kind[place] === Operand.constant) this.fixed.set(place, fixed(place));
    }
  }

  /** The largest finite |value|. */
  get magnitude(): number {
    return this.values.magnitude;
  }

  /** The first number after all that it has given so far. */
  get end(): number {
    return this.turnBase + this.next;
  }

  /** The entry that is expected next. */
  private get next(): number {
    return this.at / Row.length;
  }

  /** The operations of the turn that is going on. */
  get pending(): Pending[] {
    return Array.from({ length: this.next }, (_, p) => ({
      code: this.body.code[p]!,
      operands: [3 * p, 3 * p + 1, 3 * p + 2].map((place) =>
        this.body.kind[place] === Operand.constant
          ? { constant: this.values.slots[this.body.argument[place]!]! }
          : this.operandAt(place),
      ),
    }));
  }

  /** What the last whole turn gave, by entry of the body. */
  get lastValues(): Float64Array {
    return this.values.last;
  }

  /** The node for an operation, or `mismatch`, which leaves everything as it was. */
  ask(code: number, a: number, b: number, c: number): number {
    const { rows, turnBase, at } = this;
    if (rows[at] !== code) return mismatch;
    const fits =
      (a === rows[at + 1]! + (rows[at + 2]! & turnBase) || this.takes(at / 3, a)) &&
      (b === rows[at + 3]! + (rows[at + 4]! & turnBase) || this.takes(at / 3 + 1, b)) &&
      (c === rows[at + 5]! + (rows[at + 6]! & turnBase) || this.takes(at / 3 + 2, c));
    if (!fits) return mismatch;
    this.at = at + Row.length;
    if (this.at === rows.length) this.finishTurn();
    return rows[at + 7]! + (rows[at + 8]! & turnBase);
  }

  /**
   * Follows `sum + factors[at]·factors[at + 1] + …` as far as it is what is expected, of constants and of nodes that are
   * the same each time. Gives the place of the first pair that was not followed, and leaves the node of the sum in
   * `productSum`.
   */
  followProducts(
    recorder: Recorder,
    sum: number,
    factors: readonly unknown[],
    from: number,
  ): number {
    this.productSum = sum;
    for (let at = from; ;) {
      const most = this.productsUpTo((factors.length - at) / 2);
      const followed = this.factors.follow(recorder, factors, at, most, this.next);
      if (followed === 0) return at;
      at += 2 * followed;
      this.passProducts(followed);
    }
  }

  /** The same for an inner product; gives how many of its products were followed. */
  followInnerProduct(recorder: Recorder, sum: number, product: InnerProduct): number {
    this.productSum = sum;
    for (let done = 0; ;) {
      const most = this.productsUpTo(product.count - done);
      const followed = most === 0 ? 0 : this.followLists(recorder, product, done, most);
      if (followed === 0) return done;
      done += followed;
      this.passProducts(followed);
    }
  }

  private followLists(
    recorder: Recorder,
    { left, leftFrom, right, rightFrom }: InnerProduct,
    done: number,
    most: number,
  ): number {
    const { factors, next } = this;
    try {
      const lefts = factors.followList(recorder, left, leftFrom + done, most, next);
      return factors.followList(recorder, right, rightFrom + done, lefts, next + 1);
    } catch {
      // Reading an element throws: it is read once more by the code itself, after what comes before it was added.
      return 0;
    }
  }

  /** How many products the body adds to `productSum` next, and no more than asked. */
  private productsUpTo(count: number): number {
    const { next, rows, turnBase } = this;
    const sum = Row.length * (next + 1) + Row.operand;
    const isExpected = this.productSum === rows[sum]! + (rows[sum + 1]! & turnBase);
    return isExpected ? Math.min(this.products.at(next), count) : 0;
  }

  /** So many products, each added to the sum before, were what is expected. */
  private passProducts(count: number): void {
    this.productSum = this.turnBase + this.next + 2 * count - 1;
    this.at += 2 * count * Row.length;
    if (this.at === this.rows.length) this.finishTurn();
  }

  /** The value of an operand at the point of the trace. */
  valueOf(node: number): number {
    if (node < firstVirtual) return this.outerValue(node);
    const entry = node - this.turnBase;
    const { length } = this.body;
    if (entry >= 0) return this.values.at(entry);
    return entry >= -length ? this.values.last[entry + length]! : NaN;
  }

  private outerValue(node: number): number {
    return this.context.constantOf(node) ?? this.context.valueOf(node);
  }

  /** Notes what an operand is to be. */
  private expect(place: number): void {
    const { body, rows, before, followed } = this;
    const argument = body.argument[place]!;
    const expected = (): readonly [number: number, moves: number] => {
      switch (body.kind[place]) {
        case Operand.absent:
          return [-1, 0];
        case Operand.outer:
          return [argument, 0];
        case Operand.inner:
          return [argument, -1];
        case Operand.carried:
          return followed === 0 ? [before[argument]!, 0] : [argument - body.length, -1];
        default:
          return [looked, 0];
      }
    };
    const [node, moves] = expected();
    rows.set([node, moves], rowPlace(place));
    this.factors.expect(place, node, moves);
  }

  private operandAt(place: number): number {
    const at = rowPlace(place);
    const expected = this.rows[at]!;
    return expected === looked
      ? this.chosen[place]!
      : expected + (this.rows[at + 1]! & this.turnBase);
  }

  /** Takes an operand that is another one each time. */
  private takes(place: number, node: number): boolean {
    const { body } = this;
    const argument = body.argument[place]!;
    switch (body.kind[place]) {
      case Operand.constant: {
        if (node >= firstVirtual || node === -1) return false;
        const value = this.context.constantOf(node);
        if (value === undefined || !this.isAllowed(place, value)) return false;
        this.values.slots[argument] = value;
        return true;
      }
      case Operand.outer:
        return this.isOuter(node) && this.choose(place, node, Operand.chosenOuter);
      case Operand.inner:
        return this.isInner(node) && this.choose(place, node, Operand.chosenInner);
      case Operand.chosenInner:
        if (!this.isInner(node)) return false;
        this.picks[argument] = node - this.turnBase;
        this.values.readEntry(place, node - this.turnBase);
        this.chosen[place] = node;
        return true;
      case Operand.chosenOuter:
        if (!this.isOuter(node)) return false;
        this.picks[argument] = node;
        this.values.readNumber(place, this.outerValue(node));
        this.chosen[place] = node;
        return true;
      default:
        return false;
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
    return Object.is(this.values.slots[body.argument[twin]!], value);
  }

  /**
   * From now on an operand is another one each time; until now it was always the same. False where the entry would then
   * not give what it is known to give.
   */
  private choose(place: number, node: number, kind: number): boolean {
    const { body } = this;
    if (body.gives[Math.floor(place / 3)] !== Gives.fresh) return false;
    const before = body.argument[place]!;
    body.kind[place] = kind;
    this.products.cut(place);
    body.argument[place] = body.choices.push(new Array<number>(body.turns).fill(before)) - 1;
    this.expect(place);
    return this.takes(place, node);
  }

  private finishTurn(): void {
    const { body, values } = this;
    values.finishTurn();
    body.slots.add(values.slots);
    body.choices.forEach((turns, choice) => turns.push(this.picks[choice]!));
    body.turns++;
    this.followed++;
    this.turnBase += body.length;
    this.factors.beginTurn(this.turnBase);
    this.at = 0;
    if (this.followed > 1) return;
    for (let place = 0; place < 3 * body.length; place++) {
      if (body.kind[place] === Operand.carried) this.expect(place);
    }
  }
}
