import { GraphBuilder } from "../graph/builder";
import { evaluationByCode, holds, OPERATION_CODES } from "../graph/operations";
import { isPiecewiseConstant } from "../graph/piecewiseConstant";
import { GraphRecorder } from "./graphRecorder";
import { addPair } from "./products";
import { alikeUpTo, Constant, type RecordedCall } from "./recordedCall";
import { Asked } from "./rolling/operationLog";
import { isNumberOf, Traced, Undecided, type AddedProducts, type Recorder } from "./traced";

/** Numbers of constants: −2, −3, …; as many are remembered while they are operands. */
const ring = 1 << 12;

const { add, mul } = OPERATION_CODES;

/**
 * Follows a call that does the same as one of some that were recorded, with other constants, and with other of its own
 * values where the recorded call chooses: another sample's, for instance. Each operation is compared with the recorded one, and nothing is recorded; where it differs, another call that
 * began alike is gone on with. Where it fits none it throws, `hasFailed` is set, and the call has to be recorded by
 * itself.
 */
export class AlikeRecorder implements Recorder {
  hasFailed = false;
  /** The largest finite |value|. */
  magnitude = 0;
  /** The call that is followed. */
  call: RecordedCall;
  private next = 0;
  /** Entries whose values are computed. */
  private computed = 0;
  /** By place: free constants. */
  private readonly numbers: Float64Array;
  private readonly values: Float64Array;
  /** By place that chooses: the value that was chosen. */
  private readonly chosen = new Map<number, number>();
  private readonly constants = new Float64Array(ring);
  private constantCount = 0;
  /** Knows which arms may be run both ways, as a recorder does. */
  private readonly arms: GraphRecorder;

  /** `calls` are recorded ones, at least one, the likeliest first. */
  constructor(
    private readonly calls: readonly RecordedCall[],
    inputs: Float64Array,
    private readonly evaluationOf = evaluationByCode,
  ) {
    const longest = Math.max(...calls.map(({ length }) => length));
    this.call = calls[0]!;
    this.numbers = new Float64Array(3 * longest);
    this.values = new Float64Array(inputs.length + longest);
    this.values.set(inputs);
    for (const input of inputs) this.note(input);
    this.arms = new GraphRecorder(new GraphBuilder(), inputs);
  }

  /** Input number `index`, as the number that lifted code takes it for. */
  input(index: number): number {
    return new Traced(this, index, false) as unknown as number;
  }

  /** Whether the call has ended as the recorded one did, given the number of what it gave. */
  hasEnded(value: number): boolean {
    const end = this.next;
    const isEnd = ({ length, output }: RecordedCall): boolean => length === end && output === value;
    const found = isEnd(this.call) ? this.call : this.others().find(isEnd);
    if (this.hasFailed || found === undefined) return false;
    this.call = found;
    this.compute(end);
    found.constants.forEach((constant, place) => {
      if (constant !== Constant.none) this.note(this.operandValue(place));
    });
    return true;
  }

  /** The constants of this call in the place of those of the recorded one. */
  slots(recorded: Float64Array): Float64Array {
    const slots = recorded.slice();
    this.call.slots.forEach((slot, place) => {
      if (slot >= 0) slots[slot] = this.numbers[place]!;
    });
    this.call.choices.forEach(({ values, firstSlot }, place) => {
      const chosen = this.chosen.get(place)!;
      values.forEach((value, k) => (slots[firstSlot + k] = Number(value === chosen)));
    });
    return slots;
  }

  /** What was chosen that the call does not choose among, by place. */
  get unknownChoices(): ReadonlyMap<number, number> {
    const { choices } = this.call;
    const isUnknown = ([place, value]: [number, number]): boolean =>
      choices.get(place)?.values.includes(value) === false;
    return new Map([...this.chosen].filter(isUnknown));
  }

  /** What was chosen, for others that choose the same. */
  get choice(): string {
    return Array.from(this.call.choices.keys(), (place) => this.chosen.get(place)).join();
  }

  constant(value: number): number {
    const at = this.constantCount++ % ring;
    this.constants[at] = value;
    return -2 - at;
  }

  apply(code: number, a: number, b: number, c: number): number {
    return this.follow(code, a, b, c);
  }

  addProducts(first: number, factors: readonly unknown[], from: number): AddedProducts {
    let [sum, at] = [first, from];
    for (; at < factors.length; at += 2) {
      const { call, next } = this;
      const [a, b] = [factors[at], factors[at + 1]];
      if (!isNumberOf(this, a) || !isNumberOf(this, b)) break;
      const place = 3 * next;
      const isSame =
        !this.hasFailed &&
        call.code[next] === mul &&
        call.code[next + 1] === add &&
        this.takesValue(place, a) &&
        this.takesValue(place + 1, b) &&
        this.takes(call, place + 3, sum) &&
        call.operands[place + 4] === call.results[next] &&
        !call.choices.has(place + 4);
      if (isSame) {
        sum = call.results[next + 1]!;
        this.next = next + 2;
      } else sum = addPair(this, sum, a, b);
    }
    return { sum, at };
  }

  merge(condition: number, a: number, b: number): number {
    return this.follow(Asked.merge, condition, a, b);
  }

  decide(condition: number): boolean {
    const known = this.constantOf(condition);
    if (known !== undefined) return holds(known);
    if (this.arms.isSpeculating) throw new Undecided();
    const expected = holds(this.shown(condition));
    this.follow(expected ? Asked.decidedTrue : Asked.decidedFalse, condition, -1, -1);
    return expected;
  }

  isPiecewiseConstant(value: number): boolean {
    if (this.constantOf(value) !== undefined) return true;
    const { builder, nodes } = this.call;
    return isPiecewiseConstant(
      {
        isConstant: (candidate) => builder.constantValue(candidate) !== undefined,
        codeOf: (candidate) => builder.codeOf(candidate),
        operandOf: (candidate, position) => builder.operandOf(candidate, position),
      },
      nodes[value]!,
    );
  }

  shown(value: number): number {
    const known = this.constantOf(value);
    if (known !== undefined) return known;
    this.compute(this.next);
    return this.values[value]!;
  }

  written(): number {
    return this.fail();
  }

  escape(why: string): never {
    // Code may catch what is thrown.
    this.hasFailed ||= !this.arms.isSpeculating;
    this.arms.escape(why);
  }

  maySpeculate(site: number): boolean {
    return this.arms.maySpeculate(site);
  }

  speculate<Result>(run: () => Result): Result {
    return this.arms.speculate(run);
  }

  refuse(site: number): void {
    this.arms.refuse(site);
  }

  checkOpen(): void {
    this.arms.checkOpen();
  }

  /** Ends it: values that code kept are refused from now on. */
  close(): void {
    this.arms.close();
  }

  /** What the recorded call gave for what is asked next. */
  private follow(code: number, a: number, b: number, c: number): number {
    if (this.hasFailed) this.fail();
    if (!this.fits(this.call, code, a, b, c)) {
      const other = this.others().find((call) => this.fits(call, code, a, b, c));
      if (other === undefined) this.fail();
      this.call = other;
    }
    return this.call.results[this.next++]!;
  }

  /** Calls that are alike up to here. */
  private others(): RecordedCall[] {
    const { call, calls, next } = this;
    return calls.filter((other) => other !== call && alikeUpTo(call, other, calls) >= next);
  }

  private fits(call: RecordedCall, code: number, a: number, b: number, c: number): boolean {
    const { next } = this;
    return (
      next < call.length &&
      call.code[next] === code &&
      this.takes(call, 3 * next, a) &&
      this.takes(call, 3 * next + 1, b) &&
      this.takes(call, 3 * next + 2, c)
    );
  }

  private takes(call: RecordedCall, place: number, value: number): boolean {
    if (call.constants[place] === Constant.none) {
      if (call.choices.has(place)) return this.takesChosen(place, value);
      return value === call.operands[place];
    }
    const number = value === -1 ? undefined : this.constantOf(value);
    if (number === undefined) return false;
    switch (call.constants[place]) {
      case Constant.free:
        this.numbers[place] = number;
        return true;
      case Constant.twin:
        return Object.is(number, this.numbers[call.twins[place]!]);
      default:
        this.numbers[place] = number;
        return Object.is(number, call.numbers[place]);
    }
  }

  /** A plain number in the place of a constant that is free, or what was traced as the recorded value. */
  private takesValue(place: number, value: number | Traced): boolean {
    const { call } = this;
    if (typeof value !== "number") {
      return (
        call.constants[place] === Constant.none &&
        value.node === call.operands[place] &&
        !call.choices.has(place)
      );
    }
    if (call.constants[place] !== Constant.free) return false;
    this.numbers[place] = value;
    return true;
  }

  /** One of the call's own results in the place of one that is chosen by data. */
  private takesChosen(place: number, value: number): boolean {
    if (value < this.call.inputCount || this.constantOf(value) !== undefined) return false;
    this.chosen.set(place, value);
    return true;
  }

  private constantOf(value: number): number | undefined {
    if (value < -1) return this.constants[-2 - value]!;
    const node = value < 0 ? -1 : this.call.nodes[value]!;
    return node < 0 ? undefined : this.call.builder.constantValue(node);
  }

  /** Computes what entries up to one give, at the point of the trace. */
  private compute(end: number): void {
    const { call, values } = this;
    for (let entry = this.computed; entry < end; entry++) {
      const result = call.results[entry]!;
      if (result < 0) continue;
      const code = call.code[entry]!;
      const place = 3 * entry;
      const x = this.operandValue(place);
      const y = this.operandValue(place + 1);
      let value: number;
      if (code === add) value = x + y;
      else if (code === mul) value = x * y;
      else if (code === Asked.merge) value = holds(x) ? y : this.operandValue(place + 2);
      else value = this.evaluationOf(code)(x, y, this.operandValue(place + 2));
      values[result] = value;
      this.note(value);
    }
    this.computed = Math.max(this.computed, end);
  }

  private note(value: number): void {
    const size = Math.abs(value);
    if (size > this.magnitude && size < Infinity) this.magnitude = size;
  }

  private operandValue(place: number): number {
    const { call } = this;
    switch (call.constants[place]) {
      case Constant.none: {
        const isChosen = call.choices.size > 0 && call.choices.has(place);
        const value = isChosen ? this.chosen.get(place)! : call.operands[place]!;
        return value < 0 ? 0 : this.values[value]!;
      }
      case Constant.free:
        return this.numbers[place]!;
      case Constant.twin:
        return this.numbers[call.twins[place]!]!;
      default:
        return call.numbers[place]!;
    }
  }

  private fail(): never {
    this.hasFailed = true;
    throw new Error("the call does something else than the recorded ones");
  }
}
