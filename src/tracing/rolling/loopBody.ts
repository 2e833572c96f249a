import type { OperationLog } from "./operationLog";
import { SlotColumns } from "./slotColumns";

/** What an operand of a loop body is, in every turn. */
export const Operand = {
  absent: 0,
  /** A constant, which may differ from turn to turn; its argument is a slot. */
  constant: 1,
  /** A node from before the loop, which is the argument. */
  outer: 2,
  /** What the entry at the argument has given in this turn. */
  inner: 3,
  /** What the entry at the argument has given in the turn before. */
  carried: 4,
  /** What another entry of this turn has given each time; the argument is a choice. */
  chosenInner: 5,
  /** Another node from before the loop each time; the argument is a choice. */
  chosenOuter: 6,
} as const;

/** What an entry of a loop body gives. */
export const Gives = { fresh: 0, outer: 1, inner: 2 } as const;

/**
 * One turn of a loop as a recorder was asked for it, and what differs between turns: constants, and which of several
 * nodes is read.
 */
export interface LoopBody {
  readonly length: number;
  readonly code: Int32Array;
  /** `[3 · entry + position]`, kinds and arguments. */
  readonly kind: Uint8Array;
  readonly argument: Int32Array;
  readonly gives: Uint8Array;
  readonly given: Int32Array;
  /** By entry of the body: what a first turn reads where later ones read what was carried. */
  readonly initial: ReadonlyMap<number, number>;
  readonly slots: SlotColumns;
  readonly slotCount: number;
  /** By choice and turn: an entry of the body, or a node. */
  readonly choices: number[][];
  /** Turns so far. */
  turns: number;
}

/** Turns that have to be alike before a loop is believed. */
const fewestTurns = 3;

/** Where in a log turns are looked for: none begins before `from`, the last one ends before `end`. */
export interface TurnRange {
  readonly period: number;
  readonly from: number;
  readonly end: number;
}

/**
 * Entries of a log as turns of a loop of that period; undefined where they are not alike. As many turns are taken as are
 * alike, from the last one back.
 */
export function readLoop(
  log: OperationLog,
  range: TurnRange,
  constantOf: (node: number) => number | undefined,
): LoopBody | undefined {
  const most = Math.floor((range.end - range.from) / range.period);
  // A first turn is often another: what it adds to is a constant.
  for (const turns of [most, most - 1, most - 2, most >> 1, most >> 2]) {
    const body = turns < fewestTurns ? undefined : readTurns(log, range, turns, constantOf);
    if (body) return body;
  }
  return undefined;
}

function readTurns(
  log: OperationLog,
  { period, end }: TurnRange,
  turns: number,
  constantOf: (node: number) => number | undefined,
): LoopBody | undefined {
  const start = end - turns * period;
  const kind = new Uint8Array(3 * period);
  const argument = new Int32Array(3 * period);
  const code = new Int32Array(period);
  const initial = new Map<number, number>();
  const choices: number[][] = [];
  const slotAt: number[] = [];
  const results = readResults(log, start, period, turns);
  // Of one place at a time, by turn.
  const [nodes, made] = [new Array<number>(turns).fill(0), new Array<number>(turns).fill(0)];
  /** The entry that gives a value first, where others give it again. */
  const firstTo = (entry: number): number =>
    results.gives[entry] === Gives.inner ? results.given[entry]! : entry;

  for (let p = 0; p < period; p++) {
    code[p] = log.code.at(start + p);
    for (let turn = 1; turn < turns; turn++) {
      if (log.code.at(start + turn * period + p) !== code[p]) return undefined;
    }
    for (const position of [0, 1, 2] as const) {
      const place = 3 * p + position;
      const operands = log.operands[position];
      const producers = log.producers[position];
      for (let turn = 0, begin = start; turn < turns; turn++, begin += period) {
        nodes[turn] = operands.at(begin + p);
        made[turn] = producers.at(begin + p) - begin;
      }
      const read = readOperand(nodes, made, p, period, constantOf);
      if (!read) return undefined;
      kind[place] = read.kind;
      if (read.kind === Operand.constant) argument[place] = slotAt.push(place) - 1;
      else if (read.kind === Operand.chosenInner) {
        argument[place] = choices.push(read.choice!.map(firstTo)) - 1;
      } else if (read.choice) argument[place] = choices.push(read.choice) - 1;
      else if (read.kind === Operand.outer) argument[place] = read.argument;
      else argument[place] = firstTo(read.argument);
      if (read.kind === Operand.carried) {
        const known = initial.get(argument[place]);
        if (known !== undefined && known !== nodes[0]) return undefined;
        initial.set(argument[place], nodes[0]!);
      }
    }
  }
  const slots = new SlotColumns(slotAt.length);
  const values = new Float64Array(slotAt.length);
  for (let turn = 0; turn < turns; turn++) {
    slotAt.forEach((place, slot) => {
      const entry = start + turn * period + Math.floor(place / 3);
      values[slot] = constantOf(log.operands[(place % 3) as 0 | 1 | 2].at(entry))!;
    });
    slots.add(values);
  }
  const slotCount = slotAt.length;
  return {
    ...{
      length: period,
      code,
      kind,
      argument,
      ...results,
      initial,
      slots,
      slotCount,
    },
    ...{ choices, turns },
  };
}

interface ReadOperand {
  readonly kind: number;
  readonly argument: number;
  readonly choice?: number[];
}

/** `places` tell where in its turn each node was made last: below 0 in the turn before, and so on. */
function readOperand(
  nodes: readonly number[],
  places: readonly number[],
  p: number,
  period: number,
  constantOf: (node: number) => number | undefined,
): ReadOperand | undefined {
  const first = nodes[0]!;
  if (first < 0)
    return nodes.every((node) => node < 0) ? { kind: Operand.absent, argument: 0 } : undefined;
  const isConstant = (node: number): boolean => node >= 0 && constantOf(node) !== undefined;
  if (isConstant(first)) {
    return nodes.every(isConstant) ? { kind: Operand.constant, argument: 0 } : undefined;
  }
  if (nodes.some(isConstant)) return undefined;
  const last = nodes.at(-1)!;
  if (nodes.every((node) => node === last)) return { kind: Operand.outer, argument: last };
  const place = places.at(-1)!;
  if (place >= 0 && places.every((other) => other === place)) {
    return { kind: Operand.inner, argument: place };
  }
  if (place < 0 && place >= -period && places.slice(1).every((other) => other === place)) {
    return { kind: Operand.carried, argument: place + period };
  }
  if (places.every((other) => other >= 0 && other < p)) {
    return { kind: Operand.chosenInner, argument: 0, choice: places.slice() };
  }
  if (places.every((other, turn) => other < -turn * period)) {
    return { kind: Operand.chosenOuter, argument: 0, choice: nodes.slice() };
  }
  return undefined;
}

/**
 * What the entries of a turn give: a node that is the same in every turn, what an earlier entry gives in every turn, or
 * a node of their own.
 */
function readResults(
  log: OperationLog,
  start: number,
  period: number,
  turns: number,
): { readonly gives: Uint8Array; readonly given: Int32Array } {
  const gives = new Uint8Array(period);
  const given = new Int32Array(period);
  const at = (turn: number, entry: number): number => log.result.at(start + turn * period + entry);
  const isAlways = (holds: (turn: number) => boolean): boolean => {
    for (let turn = 0; turn < turns; turn++) if (!holds(turn)) return false;
    return true;
  };
  const firstOf = new Map<number, number>();
  for (let p = 0; p < period; p++) {
    const node = at(turns - 1, p);
    const earlier = firstOf.get(node);
    if (earlier === undefined) firstOf.set(node, p);
    [gives[p], given[p]] = [Gives.fresh, p];
    if (node < 0) continue;
    if (isAlways((turn) => at(turn, p) === node)) [gives[p], given[p]] = [Gives.outer, node];
    else if (earlier !== undefined && isAlways((turn) => at(turn, p) === at(turn, earlier))) {
      [gives[p], given[p]] = [Gives.inner, earlier];
    }
  }
  return { gives, given };
}
