import { ELEMENTWISE } from "../graph/graph";
import type { GraphBuilder } from "../graph/builder";
import { OPERATION_CODES } from "../graph/operations";
import { Asked, type OperationLog } from "./rolling/operationLog";

/** How many updates, one on the other, are looked at below a merge: more than it takes apart. */
const deepest = 16;
/** Constants that operations are made with: what changes nothing, and what a power of −1 divides. */
const neutral = new Set([0, 1]);
const { pow } = OPERATION_CODES;

/** What is known of an operand that is a constant. */
export const Constant = {
  /** It is none. */
  none: 0,
  /** Of a node of its own: it may be another one in another call. */
  free: 1,
  /** Of a node that an earlier operation gave: it is that one's. */
  twin: 2,
  /** What the graph says rests on its value. */
  fixed: 3,
} as const;

/** A place that reads one of several values, by data. */
export interface RecordedChoice {
  readonly values: readonly number[];
  /** The slot of the truth that the first of the values is chosen; those of the others follow. */
  readonly firstSlot: number;
}

/**
 * What a call asked of its recorder, for others that ask the same but for constants. Values are numbered: inputs first,
 * then what entries give, by the entry that gave it first, so that calls that begin alike number alike. A constant's place
 * is 3 · entry + position.
 */
export interface RecordedCall {
  readonly inputCount: number;
  readonly length: number;
  readonly code: Int32Array;
  /** By place: values, −1 for absent ones and constants. */
  readonly operands: Int32Array;
  /** By entry: what it gave; −1 for decisions. */
  readonly results: Int32Array;
  /** By place: one of `Constant`, the number, and for twins the place of the other one. */
  readonly constants: Uint8Array;
  readonly numbers: Float64Array;
  readonly twins: Int32Array;
  /** By place: the free constant's slot, −1 where the graph does without it. */
  readonly slots: Int32Array;
  /** The nodes of values, in the graph of this call. */
  readonly nodes: Int32Array;
  readonly builder: GraphBuilder;
  readonly output: number;
  /** By place. */
  readonly choices: ReadonlyMap<number, RecordedChoice>;
}

/**
 * What is in a log; undefined where something is used that no entry gave, or a slot holds what no entry was asked with.
 * `places` are those of `SlottedGraph`.
 */
export function recordedCall(
  builder: GraphBuilder,
  log: OperationLog,
  { inputCount, output }: { readonly inputCount: number; readonly output: number },
  places: Int32Array,
  choices: RecordedCall["choices"] = new Map(),
): RecordedCall | undefined {
  const slotOf = new Map(Array.from(places, (place, slot) => [place, slot]));
  const { length } = log;
  const [operands, twins, slots] = [0, 0, 0].map(() => new Int32Array(3 * length).fill(-1));
  const constants = new Uint8Array(3 * length);
  const numbers = new Float64Array(3 * length);
  const results = new Int32Array(length).fill(-1);
  const nodes = new Int32Array(inputCount + length).fill(-1);
  /** The numbers of nodes. */
  const valueOf = new Map<number, number>();
  for (let index = 0; index < inputCount; index++) {
    nodes[index] = builder.input(index);
    valueOf.set(nodes[index]!, index);
  }
  /** By node: the entry that gave it as a node of its own. */
  const ownerOf = new Map<number, number>();
  let newest = -1;

  const fixOwn = (node: number): void => {
    const owner = ownerOf.get(node);
    if (owner === undefined) return;
    for (let place = 3 * owner; place < 3 * owner + 3; place++) {
      if (constants[place] !== Constant.none) constants[place] = Constant.fixed;
    }
  };

  /** A merge takes updates apart (`mergeNodes`): what is made of them has their constants, which are no others then. */
  function fixUpdates(long: number, base: number): void {
    const chain: number[] = [];
    for (let node = long; node >= 0 && chain.length < deepest; node = below(builder, node)) {
      if (node === base) {
        chain.forEach(fixOwn);
        return;
      }
      chain.push(node);
    }
  }

  for (let entry = 0; entry < length; entry++) {
    const code = log.code.at(entry);
    const node = log.result.at(entry);
    const isItself =
      code >= ELEMENTWISE &&
      builder.codeOf(node) === code &&
      log.operands.every((list, k) => builder.operandOf(node, k as 0 | 1 | 2) === list.at(entry));
    // A node that is not new without an entry that gave it is a part of another's.
    if (isItself && node > newest) ownerOf.set(node, entry);
    newest = Math.max(newest, node);
    const owner = isItself ? ownerOf.get(node) : undefined;
    if (code === Asked.merge) {
      const [a, b] = [log.operands[1].at(entry), log.operands[2].at(entry)];
      fixUpdates(a, b);
      fixUpdates(b, a);
      if (below(builder, a) >= 0 && below(builder, a) === below(builder, b)) {
        [a, b].forEach(fixOwn);
      }
    }
    for (const position of [0, 1, 2] as const) {
      const place = 3 * entry + position;
      const operand = log.operands[position].at(entry);
      if (operand < 0) continue;
      const number = builder.constantValue(operand);
      if (number === undefined) {
        const value = choices.get(place)?.values[0] ?? valueOf.get(operand);
        if (value === undefined) return undefined;
        operands![place] = value;
        continue;
      }
      numbers[place] = number;
      // A power is made by its exponent.
      if (owner === undefined || code === pow) constants[place] = Constant.fixed;
      else if (owner === entry) {
        constants[place] = Constant.free;
        slots![place] = slotOf.get(3 * node + position) ?? -1;
      } else {
        constants[place] = Constant.twin;
        twins![place] = 3 * owner + position;
      }
    }
    if (node < 0) continue;
    if (!valueOf.has(node)) {
      valueOf.set(node, inputCount + entry);
      nodes[inputCount + entry] = node;
    }
    results[entry] = valueOf.get(node)!;
  }
  const ends = valueOf.get(output);
  if (ends === undefined) return undefined;
  const fixed = new Set<number>();
  const claimed = new Set<number>();
  constants.forEach((constant, place) => {
    if (constant === Constant.free) claimed.add(slots![place]!);
    else if (constant === Constant.fixed) {
      slots![place] = -1;
      fixed.add(log.operands[(place % 3) as 0 | 1 | 2].at(Math.floor(place / 3)));
    }
  });
  for (const [slot, place] of places.entries()) {
    if (claimed.has(slot)) continue;
    const node =
      place < 0 ? -1 : builder.operandOf(Math.floor(place / 3), (place % 3) as 0 | 1 | 2);
    if (node < 0 || !(fixed.has(node) || neutral.has(builder.constantValue(node)!)))
      return undefined;
  }
  return {
    ...{ inputCount, length, results, constants, numbers, nodes, builder, output: ends },
    choices,
    ...{ operands: operands!, twins: twins!, slots: slots! },
    code: Int32Array.from({ length }, (_, entry) => log.code.at(entry)),
  };
}

/** What `alikeUpTo` has found out. */
const alike = new WeakMap<RecordedCall, WeakMap<RecordedCall, number>>();

/** What an operation adds to, multiplies, and so on; −1 where there is none. */
function below(builder: GraphBuilder, node: number): number {
  return builder.codeOf(node) >= ELEMENTWISE ? builder.operandOf(node, 0) : -1;
}

/**
 * Up to which entry two calls of one function are alike, but for constants that are free. `others` are calls through which
 * that may be known: two that leave a third one at different entries part at the earlier of these, and two that leave it
 * at the same one are alike up to there at least.
 */
export function alikeUpTo(
  a: RecordedCall,
  b: RecordedCall,
  others: readonly RecordedCall[],
): number {
  const known = alike.get(a)?.get(b);
  if (known !== undefined) return known;
  const entry = alikeThrough(a, b, others);
  // Either way round it is the same.
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const entries = alike.get(one) ?? new WeakMap<RecordedCall, number>();
    alike.set(one, entries.set(other, entry));
  }
  return entry;
}

function alikeThrough(a: RecordedCall, b: RecordedCall, others: readonly RecordedCall[]): number {
  let least = 0;
  for (const other of others) {
    const [left, right] = [alike.get(a)?.get(other), alike.get(b)?.get(other)];
    if (left === undefined || right === undefined) continue;
    if (left !== right) return Math.min(left, right);
    least = Math.max(least, left);
  }
  return firstUnlike(a, b, least);
}

/** The first entry, of those that are not known to be alike, at which two calls differ. */
function firstUnlike(a: RecordedCall, b: RecordedCall, from: number): number {
  const most = Math.min(a.length, b.length);
  let same = from;
  while (same < most && a.code[same] === b.code[same] && a.results[same] === b.results[same])
    same++;
  for (let place = 3 * from; place < 3 * same; place++) {
    const isAlike =
      a.operands[place] === b.operands[place] &&
      !(a.choices.has(place) || b.choices.has(place)) &&
      a.constants[place] === b.constants[place] &&
      a.twins[place] === b.twins[place] &&
      (a.constants[place] !== Constant.fixed || Object.is(a.numbers[place], b.numbers[place]));
    if (!isAlike) return Math.floor(place / 3);
  }
  return same;
}
