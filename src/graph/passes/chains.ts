import { type Graph, ELEMENTWISE, Structural } from "../graph";
import { OPERATION_CODES as code } from "../operations";
import { forEachOperand } from "../replay";

/** The kinds of chain that can become a loop, by the reduction that replaces them. */
export type ChainKind =
  typeof Structural.sum | typeof Structural.least | typeof Structural.greatest;

/** Every chain a + b − c + … (or of minima, of maxima) of a graph, and the shapes of its nodes. */
export interface Chains {
  /** What the node at the end of a chain reduces to; 0 for any other node. */
  readonly kind: Uint8Array;
  /** Terms of chain `head`: `terms[start[head]] … terms[start[head + 1] − 1]`, in order. */
  readonly start: Int32Array;
  readonly terms: Int32Array;
  /** 1 where the term is subtracted. */
  readonly negative: Uint8Array;
  /**
   * Equal for nodes that are computed alike: same operations, and constants and inputs in the same
   * places. Different nodes may share a shape by chance; matching finds out.
   */
  readonly shape: Int32Array;
  /** Operations below a node, as a tree, up to a bound. */
  readonly weight: Int32Array;
}

const WEIGHT_BOUND = 1 << 20;
/** A chain on the right is joined when it is this long, or continues a sum from the right. */
const LONG_SIDE = 8;

/** Finds the chains of a graph over no axes, in linear time. */
export function findChains(graph: Graph, needed: Uint8Array): Chains {
  const size = graph.operation.length;
  const kind = new Uint8Array(size);
  const uses = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    if (!needed[node]) continue;
    kind[node] = chainKind(graph.operation[node]!);
    forEachOperand(graph, node, (operand) => uses[operand]!++);
  }
  for (const output of graph.outputs) uses[output]! += 2;
  for (const { condition } of graph.guards) uses[condition]! += 2;

  const absorbed = new Uint8Array(size);
  const measures = measure(graph, needed, kind, (node, m) => {
    const [a, b] = [graph.first[node]!, graph.second[node]!];
    const subtracts = graph.operation[node] === code.sub;
    const canLeft = kind[a] === kind[node] && uses[a] === 1;
    const canRight = kind[b] === kind[node] && uses[b] === 1 && !subtracts;
    // Two operands that are computed alike are two terms: (p + q) + (r + s).
    const alike = m.shape[a] === m.shape[b];
    const left = canLeft && !alike;
    const right =
      canRight && !alike && (m.length[b]! >= LONG_SIDE || m.firstShape[b] === m.shape[a]);
    if (left) absorbed[a] = 1;
    if (right) absorbed[b] = 1;
    return { left, right };
  });
  const { length } = measures;

  const start = new Int32Array(size + 1);
  for (let node = 0; node < size; node++) {
    if (absorbed[node]) kind[node] = 0;
    start[node + 1] = start[node]! + (kind[node] === 0 ? 0 : length[node]!);
  }
  const terms = new Int32Array(start[size]!);
  const negative = new Uint8Array(start[size]!);
  for (let node = 0; node < size; node++) {
    if (kind[node] !== 0) flatten(graph, absorbed, node, start[node]!, terms, negative);
  }
  return { kind, start, terms, negative, shape: measures.shape, weight: measures.weight };
}

function chainKind(operation: number): number {
  if (operation === code.add || operation === code.sub) return Structural.sum;
  if (operation === code.min) return Structural.least;
  return operation === code.max ? Structural.greatest : 0;
}

/** Writes the terms of a chain from left to right. */
function flatten(
  graph: Graph,
  absorbed: Uint8Array,
  head: number,
  start: number,
  terms: Int32Array,
  negative: Uint8Array,
): void {
  // Node and sign together: node · 2 + sign, from the right so that the left is popped first.
  const stack: number[] = [];
  const expand = (node: number): void => {
    const right = graph.second[node]!;
    stack.push(right * 2 + (graph.operation[node] === code.sub ? 1 : 0));
    stack.push(graph.first[node]! * 2);
  };
  expand(head);
  let at = start;
  while (stack.length > 0) {
    const entry = stack.pop()!;
    const node = entry >> 1;
    // Only operands that are added are absorbed, so the sign of a chain inside is always plus.
    if (absorbed[node] && (entry & 1) === 0) {
      expand(node);
      continue;
    }
    terms[at] = node;
    negative[at++] = entry & 1;
  }
}

interface Measures {
  readonly shape: Int32Array;
  readonly weight: Int32Array;
  /** Number of terms of the chain that ends at a node; 1 elsewhere. */
  readonly length: Int32Array;
  /** Shape of the chain's first term. */
  readonly firstShape: Int32Array;
}

/** Shapes from the leaves up; `joins` says, node by node, which operands continue its chain. */
function measure(
  graph: Graph,
  needed: Uint8Array,
  kind: Uint8Array,
  joins: (node: number, measures: Measures) => { left: boolean; right: boolean },
): Measures {
  const size = graph.operation.length;
  const measures = {
    shape: new Int32Array(size),
    weight: new Int32Array(size),
    length: new Int32Array(size).fill(1),
    firstShape: new Int32Array(size),
  };
  const { shape, weight, length, firstShape } = measures;
  // A sequence of terms is hashed as a polynomial, so that sequences can be joined.
  const sequence = new Int32Array(size);
  const power = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    if (!needed[node]) continue;
    const operation = graph.operation[node]!;
    const [a, b, c] = [graph.first[node]!, graph.second[node]!, graph.third[node]!];
    let total = 1;
    if (kind[node] !== 0) {
      const { left, right } = joins(node, measures);
      const head = left ? sequence[a]! : mix(shape[a]!, 0);
      const tail = right ? sequence[b]! : mix(shape[b]!, operation === code.sub ? 1 : 0);
      const tailPower = right ? power[b]! : BASE;
      sequence[node] = (Math.imul(head, tailPower) + tail) | 0;
      power[node] = Math.imul(left ? power[a]! : BASE, tailPower);
      length[node] = (left ? length[a]! : 1) + (right ? length[b]! : 1);
      firstShape[node] = left ? firstShape[a]! : shape[a]!;
      shape[node] = mix(sequence[node]!, kind[node]!);
      total += weight[a]! + weight[b]!;
    } else {
      let hash = mix(operation, 0);
      if (operation >= ELEMENTWISE) {
        for (const operand of [a, b, c]) {
          if (operand < 0) continue;
          hash = mix(hash ^ shape[operand]!, 2);
          total += weight[operand]!;
        }
      }
      shape[node] = hash;
    }
    weight[node] = Math.min(total, WEIGHT_BOUND);
  }
  return measures;
}

const BASE = 0x2545f491;

function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x5bd1e995, 0x9e3779b1) + Math.imul(b + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return h ^ (h >>> 13);
}
