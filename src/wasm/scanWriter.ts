import { type Graph, Structural } from "../graph/graph";
import { machine, scalar } from "./instructions";
import type { LaneCode } from "./laneCode";
import type { Block } from "./loopNest";
import type { Place } from "./memoryLayout";
import type { Rows, ScanLoop } from "./scanLoop";
import type { Storage } from "./storage";
import type { ValueWriter } from "./valueWriter";

/** Up to so many numbers are copied one by one. */
const fewNumbers = 8;

/** What a loop is written with. */
export interface ScanContext {
  readonly graph: Graph;
  readonly storage: Storage;
  readonly scans: ReadonlyMap<number, ScanLoop>;
  /** Address of input 0. */
  readonly inputs: number;
}

/** Writes the loop of a scan around the call of its step. */
export class ScanWriter {
  constructor(
    private readonly code: LaneCode,
    private readonly values: ValueWriter,
    private readonly context: ScanContext,
  ) {}

  write(node: number, block: Block): void {
    const { body } = this.code;
    const program = this.context.scans.get(node)!;
    const { scan, inputs, next, history, stack } = program;
    const { length } = scan.initial;
    const { step, clear, total } = program.written();
    this.takeNumbers([...scan.initial, ...scan.shared], inputs, block);
    if (clear >= 0) body.call(clear);
    for (const sum of program.plainSums) {
      body.integer(0);
      this.code.pushConstant(0);
      body.memory(scalar.store, 3, sum);
    }
    const counter = this.code.counterOf(scan.axis);
    const turn = (): void => {
      this.takeStreams(program, block);
      if (history) this.appendRow(history, inputs, counter);
      body.call(step);
      if (stack) this.appendRow(stack, next + 8 * length, counter);
      this.copy(() => 0, inputs, next, length);
    };
    const end = 8 * this.context.graph.axes[scan.axis]!;
    if (scan.isReversed) this.code.countDown(counter, end, turn);
    else this.code.countUp(counter, end, turn);
    if (total >= 0) body.call(total);
  }

  /** Leaves plain numbers side by side, inputs in a row at once. */
  private takeNumbers(nodes: readonly number[], target: number, block: Block): void {
    const { graph, inputs } = this.context;
    for (let start = 0; start < nodes.length;) {
      const isNext = (at: number): boolean =>
        graph.operation[nodes[at]!] === Structural.input &&
        graph.first[nodes[at]!]! - graph.first[nodes[start]!]! === at - start;
      let end = start;
      while (end < nodes.length && isNext(end)) end++;
      if (end - start > fewNumbers) {
        this.copy(
          () => 0,
          target + 8 * start,
          inputs + 8 * graph.first[nodes[start]!]!,
          end - start,
        );
        start = end;
      } else {
        this.storeAt(target + 8 * start, () => {
          this.values.pushAsNumber(nodes[start]!, block);
        });
        start++;
      }
    }
  }

  /** Leaves the streams of this step side by side, those of one scan at once. */
  private takeStreams({ scan, inputs }: ScanLoop, block: Block): void {
    const { streams } = scan;
    const target = inputs + 8 * (scan.initial.length + scan.shared.length);
    for (let start = 0; start < streams.length;) {
      const first = this.stackedPlace(streams[start]!);
      let end = start + 1;
      while (
        first &&
        end < streams.length &&
        isBehind(first, this.stackedPlace(streams[end]!), end - start)
      )
        end++;
      if (first && end - start > fewNumbers) {
        const [[axis, bytes]] = first.strides as [readonly [number, number]];
        const rows = { base: first.base, width: bytes / 8 };
        this.copyRow(target + 8 * start, rows, this.code.counterOf(axis), end - start);
        start = end;
      } else {
        this.storeAt(target + 8 * start, () => {
          const stream = streams[start]!;
          if (this.context.graph.axisSet[stream] === 0) this.values.pushAsNumber(stream, block);
          else this.values.pushFromMemory(stream);
        });
        start++;
      }
    }
  }

  private stackedPlace(node: number): Place | undefined {
    const isStacked = this.context.graph.operation[node] === Structural.stacked;
    return isStacked ? this.context.storage.columns.get(node) : undefined;
  }

  private storeAt(address: number, push: () => void): void {
    this.code.body.integer(0);
    push();
    this.code.body.memory(scalar.store, 3, address);
  }

  /** Puts numbers into the row of this step. */
  private appendRow({ base, width }: Rows, from: number, counter: number): void {
    this.copy(() => this.pushRow(width, counter), base, from, width);
  }

  /** Takes numbers from the row of this step. */
  private copyRow(target: number, { base, width }: Rows, counter: number, count: number): void {
    const { body } = this.code;
    body.integer(target);
    this.pushRow(width, counter);
    body.integer(base).op(machine.i32Add);
    body.integer(8 * count).op(machine.memoryCopy);
  }

  /** Pushes the offset of the row of this step: eight times step and width. */
  private pushRow(width: number, counter: number): void {
    this.code.body.get(counter);
    if (width !== 1) this.code.body.integer(width).op(machine.i32Mul);
  }

  /** Copies numbers to a constant address, or to one that `pushOffset` pushes the rest of. */
  private copy(pushOffset: () => unknown, target: number, from: number, count: number): void {
    const { body } = this.code;
    const push = (): void => {
      if (pushOffset() === 0) body.integer(0);
    };
    if (count > fewNumbers) {
      push();
      body.integer(target).op(machine.i32Add);
      body
        .integer(from)
        .integer(8 * count)
        .op(machine.memoryCopy);
      return;
    }
    for (let k = 0; k < count; k++) {
      push();
      body.integer(0).memory(scalar.load, 3, from + 8 * k);
      body.memory(scalar.store, 3, target + 8 * k);
    }
  }
}

/** Whether a place lies so many numbers behind another, in the same row. */
function isBehind(first: Place, other: Place | undefined, numbers: number): boolean {
  return other?.base === first.base + 8 * numbers && other.strides.join() === first.strides.join();
}
