import { GraphBuilder } from "../graph/builder";
import { ELEMENTWISE } from "../graph/graph";
import { withSlots, type SlottedGraph } from "../graph/slots";
import { mergeNodes } from "./mergeNodes";
import { Constant, recordedCall, type RecordedCall, type RecordedChoice } from "./recordedCall";
import { Asked, OperationLog } from "./rolling/operationLog";

/** By place: the values of the call that are chosen from there, each by data. */
export type Choices = ReadonlyMap<number, readonly number[]>;

/** Places that choose; a call with more does something else by its data than to look up a label. */
const mostPlaces = 8;
/** Values that are chosen from. */
const mostValues = 64;

/**
 * What two calls choose among, where they are the same but for constants and for which of their own values a few
 * operations read: the logit of a label, for instance. Undefined where they differ in more.
 */
export function choicesOf(a: RecordedCall, b: RecordedCall): Choices | undefined {
  const isSame =
    a.length === b.length &&
    a.output === b.output &&
    isEqual(a.code, b.code) &&
    isEqual(a.results, b.results) &&
    isEqual(a.constants, b.constants) &&
    isEqual(a.twins, b.twins);
  if (!isSame) return undefined;
  const places: number[] = [];
  for (let place = 0; place < a.operands.length; place++) {
    if (a.constants[place] === Constant.fixed && !Object.is(a.numbers[place], b.numbers[place])) {
      return undefined;
    }
    if (a.operands[place] !== b.operands[place]) places.push(place);
    if (places.length > mostPlaces) return undefined;
  }
  if (places.length === 0) return undefined;
  return withChosen(a, new Map(places.map((place) => [place, b.operands[place]!])));
}

/**
 * What a call chooses among, with further values; undefined where there are too many, or one is no result of an operation.
 */
export function withChosen(
  call: RecordedCall,
  chosen: ReadonlyMap<number, number>,
): Choices | undefined {
  const more = new Map([...call.choices].map(([place, { values }]) => [place, values]));
  for (const [place, value] of chosen) {
    const values = new Set(more.get(place) ?? [call.operands[place]!]).add(value);
    if (values.size > mostValues) return undefined;
    if ([...values].some((other) => other < call.inputCount)) return undefined;
    more.set(
      place,
      [...values].sort((a, b) => a - b),
    );
  }
  return more.size <= mostPlaces ? more : undefined;
}

function isEqual(a: Int32Array | Uint8Array, b: Int32Array | Uint8Array): boolean {
  return a.every((value, index) => value === b[index]);
}

/** A call that chooses, with its graph: the truths of its choices are the first of its slots. */
export interface JoinedCall {
  readonly call: RecordedCall;
  readonly slotted: Omit<SlottedGraph, "places">;
}

/**
 * The graph of a call whose places choose among values: what is read there is Σ over the values of (chosen ? value : 0),
 * which is the chosen one to the last bit but for the sign of a zero. Undefined where the constants of the graph are not
 * those of the call.
 */
export function joinedCall(call: RecordedCall, choices: Choices): JoinedCall | undefined {
  const builder = new GraphBuilder();
  const log = new OperationLog();
  const { inputCount, code, operands, constants, numbers, results } = call;
  const nodes = new Int32Array(inputCount + call.length).fill(-1);
  for (let input = 0; input < inputCount; input++) nodes[input] = builder.input(input);
  let slotCount = 0;
  const chosen = new Map<number, RecordedChoice>();

  const choose = (place: number, values: readonly number[]): number => {
    chosen.set(place, { values, firstSlot: slotCount });
    return values
      .map((value) => {
        const truth = builder.input(inputCount + slotCount++);
        return builder.select(truth, nodes[value]!, builder.constant(0));
      })
      .reduce((sum, term) => builder.apply("add", sum, term));
  };
  const operandAt = (place: number): number => {
    const values = choices.get(place);
    if (values) return choose(place, values);
    if (constants[place] !== Constant.none) return builder.constant(numbers[place]!);
    return operands[place]! < 0 ? -1 : nodes[operands[place]!]!;
  };

  for (let entry = 0; entry < call.length; entry++) {
    const [a, b, c] = [operandAt(3 * entry), operandAt(3 * entry + 1), operandAt(3 * entry + 2)];
    const operation = code[entry]!;
    let node = -1;
    if (operation >= ELEMENTWISE) node = builder.applyCode(operation, a, b, c);
    else if (operation === Asked.merge) node = mergeNodes(builder, a, b, c);
    else builder.guard(a, operation === Asked.decidedTrue);
    log.push(operation, a, b, c, node);
    const result = results[entry]!;
    if (result >= 0 && nodes[result]! < 0) nodes[result] = node;
  }
  const output = nodes[call.output]!;
  const { places, ...slotted } = withSlots(builder.build([output], inputCount + slotCount));
  const joined = recordedCall(builder, log, { inputCount, output }, places, chosen);
  if (!joined) return undefined;
  return {
    call: { ...joined, slots: joined.slots.map((slot) => (slot < 0 ? slot : slotCount + slot)) },
    slotted: {
      ...slotted,
      slots: Float64Array.from([...new Float64Array(slotCount), ...slotted.slots]),
    },
  };
}
