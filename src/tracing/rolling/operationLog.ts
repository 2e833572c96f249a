import { ELEMENTWISE } from "../../graph/graph";
import { IntegerList } from "../../graph/lists";

/** What a recorder was asked beside elementwise operations, whose codes begin above these. */
export const Asked = { merge: 1, decidedTrue: 2, decidedFalse: 3 } as const;

/** Everything that a recorder was asked, in order, with the nodes that it answered. */
export class OperationLog {
  readonly code = new IntegerList();
  /** Operands, −1 for absent ones. */
  readonly operands = [new IntegerList(), new IntegerList(), new IntegerList()] as const;
  /** The entry that last gave each operand; −1 where none did: an input, a constant, what was there before. */
  readonly producers = [new IntegerList(), new IntegerList(), new IntegerList()] as const;
  readonly result = new IntegerList();
  /** By node: the entry that last gave it, plus one; 0 for none. */
  private readonly latest = new IntegerList();

  get length(): number {
    return this.code.length;
  }

  push(code: number, a: number, b: number, c: number, result: number): void {
    this.operands[0].push(a);
    this.operands[1].push(b);
    this.operands[2].push(c);
    this.producers[0].push(this.latestOf(a));
    this.producers[1].push(this.latestOf(b));
    this.producers[2].push(this.latestOf(c));
    this.result.push(result);
    const entry = this.code.push(code);
    if (code < ELEMENTWISE && code !== Asked.merge) return;
    while (this.latest.length <= result) this.latest.push(0);
    this.latest.set(result, entry + 1);
  }

  private latestOf(node: number): number {
    return node >= 0 && node < this.latest.length ? this.latest.at(node) - 1 : -1;
  }
}

/**
 * Where in the last period before `end` a turn is best thought to begin: before the entry that the fewest values of
 * earlier entries are read across (what is accumulated is read across all of them). 0 where a turn ends at `end`.
 */
export function turnBegin(log: OperationLog, period: number, end = log.length): number {
  const start = end - period;
  /** How far on each entry of a turn is read, by the entry. */
  const reach = new Int32Array(period);
  for (let p = 0; p < period; p++) {
    for (const list of log.producers) {
      const producer = list.at(start + p);
      const distance = start + p - producer;
      if (producer < 0 || distance >= period) continue;
      const entry = (p - distance + period) % period;
      reach[entry] = Math.max(reach[entry]!, distance);
    }
  }
  /** Changes of the number of values that are read across the place before an entry. */
  const changes = new Int32Array(2 * period + 1);
  for (let entry = 0; entry < period; entry++) {
    changes[entry + 1]!++;
    changes[entry + reach[entry]! + 1]!--;
  }
  // What reaches into the next turn is read across its first places.
  let beyond = 0;
  for (let p = 0; p < period; p++) beyond += changes[p]!;
  let best = 0;
  let fewest = Infinity;
  for (let p = 0, across = 0, wrapped = beyond; p < period; p++) {
    wrapped += changes[period + p]!;
    across += changes[p]!;
    if (across + wrapped < fewest) [best, fewest] = [p, across + wrapped];
  }
  return best;
}

/**
 * The codes of a log's entries from `from` on, with which of their operands are constants, as numbers that are equal for
 * entries that may be the same in another turn.
 */
export function symbolsOf(
  log: OperationLog,
  isConstant: (node: number) => boolean,
  from = 0,
): Int32Array {
  const symbols = new Int32Array(log.length - from);
  for (let k = 0; k < symbols.length; k++) {
    let symbol = log.code.at(from + k);
    for (const list of log.operands) {
      const operand = list.at(from + k);
      symbol = symbol * 3 + (operand < 0 ? 0 : isConstant(operand) ? 1 : 2);
    }
    symbols[k] = symbol;
  }
  return symbols;
}

/** The least period of symbols; 0 where they do not repeat at least twice. */
export function leastPeriod(symbols: Int32Array): number {
  const { period, length } = longestRepeat(symbols);
  return length === symbols.length ? period : 0;
}

/**
 * The longest stretch at the end of symbols that repeats at least twice, with its least period; by the failure function
 * of Knuth, Morris and Pratt on them read backwards.
 */
export function longestRepeat(symbols: Int32Array): {
  readonly period: number;
  readonly length: number;
} {
  const count = symbols.length;
  const at = (k: number): number => symbols[count - 1 - k]!;
  const failure = new Int32Array(count);
  for (let k = 1, length = 0; k < count; k++) {
    while (length > 0 && at(k) !== at(length)) length = failure[length - 1]!;
    if (at(k) === at(length)) length++;
    failure[k] = length;
  }
  for (let length = count; length > 1; length--) {
    const period = length - failure[length - 1]!;
    if (2 * period <= length) return { period, length };
  }
  return { period: 0, length: 0 };
}
