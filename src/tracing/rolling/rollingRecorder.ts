import { evaluationByCode, holds } from "../../graph/operations";
import type { GraphRecorder } from "../graphRecorder";
import { type Graph, ELEMENTWISE } from "../../graph/graph";
import { addPair } from "../products";
import {
  isNumberOf,
  nodeOf,
  Traced,
  Undecided,
  type AddedProducts,
  type InnerProduct,
  type Recorder,
} from "../traced";
import { recordedCall, type RecordedCall } from "../recordedCall";
import { FinishedLoops } from "./finishedLoops";
import type { LoopBody } from "./loopBody";
import { accumulatorsOf, buildLoop, turnGraph } from "./loopGraph";
import { firstVirtual, LoopReplay, mismatch } from "./loopReplay";
import { firstLook, LoopSearch } from "./loopSearch";
import { Asked, OperationLog } from "./operationLog";
import { buildRecurrence, isRecurrence, rollRecurrences } from "./recurrence";

/** Constants that are remembered while they are operands. */
const ring = 1 << 16;

/**
 * Records through a `GraphRecorder`, but a loop whose turns are alike only until it is known: from then on each operation
 * is compared with the one that is expected (`LoopReplay`), and when the loop ends it is made over an axis
 * (`buildLoop`). Memory grows with the code and the data, not with the operations.
 *
 * Where code goes on to use what only a turn in the middle has given, `hasFailed` is set, and the trace is of no use.
 */
export class RollingRecorder implements Recorder {
  hasFailed = false;
  private log = new OperationLog();
  private search: LoopSearch;
  private replay: LoopReplay | undefined;
  private readonly loops = new FinishedLoops();
  private readonly constants = new Float64Array(ring);
  private constantCount = 0;
  private nextBase = firstVirtual;
  private followedMagnitude = 0;
  private followedOperations = 0;

  constructor(
    private readonly inner: GraphRecorder,
    private readonly looksAfter = firstLook,
    private readonly evaluationOf = evaluationByCode,
  ) {
    this.search = new LoopSearch(looksAfter);
  }

  /** A node as the number that lifted code takes it for. */
  number(node: number): number {
    return new Traced(this, node, false) as unknown as number;
  }

  /** The node, in the graph, of a number that lifted code returned; what is still being followed ends here. */
  node(value: unknown): number {
    const node = nodeOf(this, value);
    if (this.replay) this.finish(this.replay);
    return this.resolved(node);
  }

  /** What a call with so many inputs asked, of which nothing was followed, and which ended in a node. */
  recordedCall(
    ends: { readonly inputCount: number; readonly output: number },
    places: Int32Array,
  ): RecordedCall | undefined {
    if (this.loops.count > 0) return undefined;
    return recordedCall(this.inner.builder, this.log, ends, places);
  }

  /** The graph of the recording, with what was not followed of its recurrences over time as scans. */
  rolled(graph: Graph): Graph {
    return rollRecurrences(graph, this.log);
  }

  /** The largest finite |value| that was computed with. */
  magnitude(last: number): number {
    return Math.max(this.inner.magnitude(last), this.followedMagnitude);
  }

  /** How many operations were recorded or followed. */
  get operations(): number {
    return this.inner.builder.size + this.followedOperations;
  }

  constant(value: number): number {
    if (!this.replay) return this.inner.constant(value);
    const at = this.constantCount++ % ring;
    this.constants[at] = value;
    return -2 - at;
  }

  apply(code: number, a: number, b: number, c: number): number {
    const followed = this.replay?.ask(code, a, b, c) ?? mismatch;
    if (followed !== mismatch) return followed;
    return this.record(code, a, b, c);
  }

  addProducts(first: number, factors: readonly unknown[], from: number): AddedProducts {
    let [sum, at] = [first, from];
    for (; at < factors.length; at += 2) {
      const { replay } = this;
      if (replay) {
        at = replay.followProducts(this, sum, factors, at);
        sum = replay.productSum;
      }
      const [a, b] = [factors[at], factors[at + 1]];
      if (at === factors.length || !isNumberOf(this, a) || !isNumberOf(this, b)) break;
      sum = addPair(this, sum, a, b);
    }
    return { sum, at };
  }

  followInnerProduct(
    first: number,
    product: InnerProduct,
  ): { readonly sum: number; readonly added: number } {
    const { replay } = this;
    if (!replay) return { sum: first, added: 0 };
    const added = replay.followInnerProduct(this, first, product);
    return { sum: replay.productSum, added };
  }

  merge(condition: number, a: number, b: number): number {
    const followed = this.replay?.ask(Asked.merge, condition, a, b) ?? mismatch;
    if (followed !== mismatch) return followed;
    return this.record(Asked.merge, condition, a, b);
  }

  decide(condition: number): boolean {
    const { replay, inner } = this;
    if (replay && condition >= firstVirtual) {
      if (inner.isSpeculating) throw new Undecided();
      const expected = holds(replay.valueOf(condition));
      const code = expected ? Asked.decidedTrue : Asked.decidedFalse;
      if (replay.ask(code, condition, -1, -1) !== mismatch) return expected;
    }
    if (this.replay) this.finish(this.replay);
    const node = this.resolved(condition);
    const expected = inner.decide(node);
    if (inner.builder.constantValue(node) === undefined) this.noteDecision(node, expected);
    return expected;
  }

  isPiecewiseConstant(node: number): boolean {
    if (this.replay && node >= firstVirtual) this.finish(this.replay);
    return this.inner.isPiecewiseConstant(this.resolved(node));
  }

  shown(node: number): number {
    const { replay } = this;
    if (replay && (node >= replay.base || node < 0)) {
      const value = this.constantOf(node) ?? replay.valueOf(node);
      if (!Number.isNaN(value)) return value;
      this.finish(replay);
    }
    return this.inner.shown(this.resolved(node));
  }

  written(node: number): number {
    if (this.replay) this.finish(this.replay);
    return this.inner.written(this.resolved(node));
  }

  escape(why: string): never {
    return this.inner.escape(why);
  }

  maySpeculate(site: number): boolean {
    return this.inner.maySpeculate(site);
  }

  speculate<Result>(run: () => Result): Result {
    return this.inner.speculate(run);
  }

  refuse(site: number): void {
    this.inner.refuse(site);
  }

  checkOpen(): void {
    this.inner.checkOpen();
  }

  private record(code: number, first: number, second: number, third: number): number {
    if (this.replay) this.finish(this.replay);
    const [a, b, c] = [this.resolved(first), this.resolved(second), this.resolved(third)];
    const node = this.make(code, a, b, c);
    if (this.search.isDue(this.log)) this.look();
    return node;
  }

  private make(code: number, a: number, b: number, c: number): number {
    const { inner, log } = this;
    const node = code === Asked.merge ? inner.merge(a, b, c) : inner.apply(code, a, b, c);
    log.push(code, a, b, c, node);
    return node;
  }

  private noteDecision(condition: number, expected: boolean): void {
    this.log.push(expected ? Asked.decidedTrue : Asked.decidedFalse, condition, -1, -1, -1);
  }

  /** Where the operations so far end in turns of a loop, it is followed from now on. */
  private look(): void {
    const { log, inner } = this;
    const constantOf = (node: number): number | undefined => inner.builder.constantValue(node);
    const body = this.search.look(log, constantOf);
    if (!body) return;
    const last = log.length - body.length;
    const before = Int32Array.from({ length: body.length }, (_, p) => log.result.at(last + p));
    const context = {
      constantOf: (node: number) => this.constantOf(node),
      valueOf: (node: number) => inner.shown(node),
      evaluationOf: this.evaluationOf,
    };
    this.replay = new LoopReplay(body, this.nextBase, context, before, (place) => {
      const operand = log.operands[(place % 3) as 0 | 1 | 2].at(last + Math.floor(place / 3));
      return constantOf(operand)!;
    });
  }

  /** Makes the loop that was followed, and the operations of the turn that it ended in. */
  private finish(replay: LoopReplay): void {
    const { inner } = this;
    const { body, base, followed, pending } = replay;
    const values = replay.lastValues;
    this.replay = undefined;
    this.nextBase = replay.end;
    this.followedMagnitude = Math.max(this.followedMagnitude, replay.magnitude);
    this.followedOperations += followed * body.length;
    const results = followed > 0 ? this.built(body) : new Map<number, number>();
    for (const [entry, node] of results) inner.know(node, values[entry]!);
    const end = base + followed * body.length;
    const begun: number[] = [];
    this.loops.add({ base, length: body.length, end, results, begun });
    this.log = new OperationLog();
    this.search = new LoopSearch(this.looksAfter);
    for (const { code, operands } of pending) {
      const [a, b, c] = operands.map((operand) =>
        typeof operand === "number" ? this.resolved(operand) : inner.constant(operand.constant),
      );
      if (code >= ELEMENTWISE || code === Asked.merge) begun.push(this.make(code, a!, b!, c!));
      else {
        inner.builder.guard(a!, code === Asked.decidedTrue);
        this.noteDecision(a!, code === Asked.decidedTrue);
        begun.push(-1);
      }
    }
  }

  private built(body: LoopBody): ReadonlyMap<number, number> {
    const turn = turnGraph(body);
    if (!turn) return this.fail();
    const { builder } = this.inner;
    const accumulators = accumulatorsOf(turn);
    return accumulators && !isRecurrence(body, turn)
      ? buildLoop(builder, body, turn, accumulators)
      : buildRecurrence(builder, body, turn, (node) => node);
  }

  /** A node of the graph for one that a replay gave. */
  private resolved(node: number): number {
    if (node === -1) return node;
    if (node < 0) return this.inner.constant(this.constants[-2 - node]!);
    if (node < firstVirtual) return node;
    return this.loops.nodeOf(node) ?? this.fail();
  }

  private fail(): never {
    this.hasFailed = true;
    throw new Error("a value of one turn of a loop is used after it");
  }

  private constantOf(node: number): number | undefined {
    if (node >= firstVirtual || node === -1) return undefined;
    return node < 0 ? this.constants[-2 - node]! : this.inner.builder.constantValue(node);
  }
}
