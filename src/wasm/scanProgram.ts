import { type Graph, type OutputRun, type Scan, Structural } from "../graph/graph";
import { scalar } from "./instructions";
import type { MemoryLayout, Place } from "./memoryLayout";
import { FunctionBody, type ModuleBuilder } from "./module";
import { isBinOf } from "../graph/scans";
import type { Part } from "./part";
import type { Rows, ScanFunctions, ScanLoop } from "./scanLoop";
import type { ScanPlaces } from "./storage";

/**
 * The memory of a scan and the function of its step: it reads the inputs of the body at `inputs`, and leaves what is
 * carried on and what is stacked at `next`.
 */
export class ScanProgram implements ScanPlaces, ScanLoop {
  readonly scan: Scan;
  readonly next: number;
  readonly history: Rows | undefined;
  readonly stack: Rows | undefined;
  readonly plainSums: readonly number[];
  private readonly sums: readonly number[];
  private functions: ScanFunctions | undefined;

  constructor(
    graph: Graph,
    node: number,
    private readonly body: Part,
    private readonly module: ModuleBuilder,
    layout: MemoryLayout,
  ) {
    this.scan = graph.scans[graph.first[node]!]!;
    const { axis, initial, stackedCount, summedCount } = this.scan;
    this.next = layout.allocate(8 * (initial.length + stackedCount));
    const rows = (width: number): Rows => ({
      base: layout.allocate(8 * width * graph.axes[axis]!),
      width,
    });
    const isHistoryRead = graph.operation.some(
      (code, reader) =>
        code === Structural.stacked &&
        graph.first[reader] === node &&
        graph.second[reader]! < initial.length,
    );
    if (isHistoryRead) this.history = rows(initial.length);
    if (stackedCount > 0) this.stack = rows(stackedCount);
    const firstSum = initial.length + stackedCount;
    const sums = new Array<number>(summedCount);
    const plain: number[] = [];
    for (const { start, output } of this.scan.runs) {
      if (start < firstSum) continue;
      const result = body.graph.outputs[output]!;
      if (isBinOf(body.graph, body.kept, result)) sums[start - firstSum] = body.picked(result);
      else plain.push((sums[start - firstSum] = layout.allocate(8)));
    }
    this.sums = sums;
    this.plainSums = plain;
  }

  get inputs(): number {
    return this.body.inputs;
  }

  address(index: number): number {
    const { length } = this.scan.initial;
    return index < length ? this.inputs + 8 * index : this.sums[index - length]!;
  }

  place(index: number): Place {
    const { axis, initial } = this.scan;
    const isHistory = index < initial.length;
    const { base, width } = isHistory ? this.history! : this.stack!;
    const column = isHistory ? index : index - initial.length;
    return { base: base + 8 * column, strides: [[axis, 8 * width]], paired: false };
  }

  written(): ScanFunctions {
    this.functions ??= {
      step: this.add((body) => {
        this.writeStep(body);
      }),
      ...(this.body.kept.size === 0
        ? { clear: -1, total: -1 }
        : {
            clear: this.add((body) => {
              this.body.emitterInto(body).clearKept();
            }),
            total: this.add((body) => {
              this.body.emitterInto(body).totalKept();
            }),
          }),
    };
    return this.functions;
  }

  private add(write: (body: FunctionBody) => void): number {
    const body = new FunctionBody({ parameters: [], results: [] });
    write(body);
    return this.module.functionIndex(this.module.add(body));
  }

  private writeStep(body: FunctionBody): void {
    const { graph, inputs } = this.body;
    const { initial, stackedCount, runs } = this.scan;
    const firstSum = initial.length + stackedCount;
    const stores = new Map<number, Place[]>();
    for (const { axis, start, output } of runs) {
      if (axis < 0) continue;
      const node = graph.outputs[output]!;
      const place = { base: this.next + 8 * start, strides: [[axis, 8]] as const, paired: false };
      stores.set(node, [...(stores.get(node) ?? []), place]);
    }
    const emitter = this.body.emit(
      body,
      (target, input) => target.integer(0).memory(scalar.load, 3, inputs + 8 * input),
      undefined,
      stores,
    );
    const storeAt = (address: number, push: () => void): void => {
      body.integer(0);
      push();
      body.memory(scalar.store, 3, address);
    };
    const singles = runs.filter(({ axis }: OutputRun) => axis < 0);
    for (const { start, output } of singles) {
      const node = graph.outputs[output]!;
      if (start < firstSum) {
        storeAt(this.next + 8 * start, () => {
          emitter.pushNumber(node);
        });
      } else if (!isBinOf(graph, this.body.kept, node)) {
        const sum = this.sums[start - firstSum]!;
        storeAt(sum, () => {
          body.integer(0).memory(scalar.load, 3, sum);
          emitter.pushNumber(node);
          body.op(scalar.add);
        });
      }
    }
  }
}
