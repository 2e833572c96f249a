import { GraphBuilder } from "../graph/builder";
import { splitRoot } from "./chunks";
import { type EmitterContext, Emitter } from "./emitter";
import { type Graph, ELEMENTWISE, Structural } from "../graph/graph";
import { valueType } from "./instructions";
import { arrange } from "./loopNest";
import { lower } from "../graph/passes/lower";
import { MemoryLayout } from "./memoryLayout";
import { OPERATION_LIST, OPERATION_NAMES } from "../graph/operations";
import { keptScatters } from "../graph/scans";
import { planStorage } from "./storage";
import { FunctionBody, ModuleBuilder } from "./module";
import type { ModuleImage } from "./moduleImage";
import type { Part } from "./part";
import { ScanProgram } from "./scanProgram";
import { wasmRuntime } from "./runtime";

/** A graph made ready for code generation: what `compile` and `compileIteration` have in common. */
export interface Generator {
  readonly part: Part;
  readonly module: ModuleBuilder;
  readonly layout: MemoryLayout;
  /** Compiles the module; the memory of its instances holds the graph's tables. */
  image(): ModuleImage;
}

/** The module that parts are written into, and its functions of elementary operations. */
interface Surroundings {
  readonly module: ModuleBuilder;
  readonly layout: MemoryLayout;
  readonly own: Map<number, number>;
}

/** Which scatters of a graph are cleared and totalled by whoever calls. */
type Kept = (graph: Graph) => ReadonlySet<number>;

const none: Kept = () => new Set();

/** Prepares a graph for code generation. */
export function prepare(source: Graph, keptIn = none): Generator {
  const module = new ModuleBuilder();
  const layout = new MemoryLayout();
  return {
    part: preparePart(source, { module, layout, own: new Map() }, keptIn),
    module,
    layout,
    image() {
      const { Module } = wasmRuntime();
      return {
        module: new Module(module.encode(layout.pages)),
        imports: module.importNames,
        contents: layout.contents,
      };
    },
  };
}

/** Lays out a graph, or the body of a scan. */
function preparePart(source: Graph, around: Surroundings, keptIn: Kept): Part {
  const { module, layout, own } = around;
  const graph = lower(source);
  const kept = keptIn(graph);
  const inputs = layout.allocate(8 * graph.inputCount);
  const gathered = new Set<number>();
  const nest = arrange(graph);
  const scans = prepareScans(graph, nest.needed, around);
  const inputAddress = (input: number): number => {
    gathered.add(input);
    return inputs + 8 * input;
  };
  const storage = planStorage(graph, nest, layout, inputAddress, scans);
  const chunks = splitRoot(graph, nest, storage, layout);
  importHostFunctions(graph, module);
  const loadInput = (body: FunctionBody, input: number): void => {
    body.integer(0).memory(0x2b, 3, inputs + 8 * input);
  };
  const contextOf = (
    pushInput: EmitterContext["pushInput"],
    onComputed?: EmitterContext["onComputed"],
    stores?: EmitterContext["stores"],
  ): EmitterContext => ({
    onComputed,
    stores,
    graph,
    nest,
    storage,
    chunks,
    scans,
    kept,
    inputs,
    pushInput,
    hostFunction: (code) => hostFunction(module, code),
    ownFunction: (code, twoLanes) => {
      const key = code * 2 + (twoLanes ? 1 : 0);
      let position = own.get(key);
      if (position === undefined) {
        position = module.add(ownFunction(code, twoLanes));
        own.set(key, position);
      }
      return module.functionIndex(position);
    },
  });
  const single = chunks.parts.length === 1;
  return {
    graph,
    inputs,
    gathered,
    kept,
    picked: storage.picked,
    single,
    emitterInto: (body) => new Emitter(body, contextOf(loadInput), -1),
    emit(body, pushInput, onComputed, stores, pairs) {
      if (single) {
        const context = contextOf(pushInput, onComputed, stores);
        const emitter = new Emitter(body, context, 0, pairs !== undefined, pairs);
        emitter.copyLeaves();
        emitter.emitItems(chunks.parts[0]!);
        emitter.storeLeaves();
        return emitter;
      }
      const context = contextOf(loadInput, undefined, stores);
      chunks.parts.forEach((part, index) => {
        const chunk = new FunctionBody({ parameters: [], results: [] });
        const emitter = new Emitter(chunk, context, index);
        if (index === 0) emitter.copyLeaves();
        emitter.emitItems(part);
        body.call(module.functionIndex(module.add(chunk)));
      });
      const emitter = new Emitter(body, context, -1);
      emitter.storeLeaves();
      return emitter;
    },
  };
}

/** Lays out the bodies of a graph's scans. */
function prepareScans(
  graph: Graph,
  needed: Uint8Array,
  around: Surroundings,
): ReadonlyMap<number, ScanProgram> {
  const scans = new Map<number, ScanProgram>();
  if (graph.scans.length === 0) return scans;
  graph.operation.forEach((code, node) => {
    if (!needed[node] || code !== Structural.scan) return;
    const inner = graph.scans[graph.first[node]!]!;
    const body = preparePart(inner.body, around, (step) => keptScatters(inner, step));
    scans.set(node, new ScanProgram(graph, node, body, around.module, around.layout));
  });
  return scans;
}

function importHostFunctions(graph: Graph, module: ModuleBuilder): void {
  for (const code of graph.operation) {
    if (code < ELEMENTWISE) continue;
    if (OPERATION_LIST[code - ELEMENTWISE]!.emission.kind === "host") hostFunction(module, code);
  }
}

function hostFunction(module: ModuleBuilder, code: number): number {
  const { arity } = OPERATION_LIST[code - ELEMENTWISE]!;
  return module.importFunction(OPERATION_NAMES[code - ELEMENTWISE]!, arity);
}

/** One of our own elementary functions, compiled from the nodes of its formula. */
export function ownFunction(code: number, twoLanes: boolean): FunctionBody {
  const builder = new GraphBuilder({ simplify: true, expand: true });
  const value = builder.applyCode(code, builder.input(0), -1, -1);
  const graph = builder.build([value], 1);
  const nest = arrange(graph);
  const layout = new MemoryLayout();
  const storage = planStorage(graph, nest, layout, () => 0, new Map());
  const type = twoLanes ? valueType.v128 : valueType.f64;
  const body = new FunctionBody({ parameters: [type], results: [type] });
  const context: EmitterContext = {
    graph,
    nest,
    storage,
    chunks: splitRoot(graph, nest, storage, layout),
    scans: new Map(),
    kept: new Set(),
    inputs: 0,
    pushInput: (target) => target.get(0),
    hostFunction: () => 0,
    ownFunction: () => 0,
  };
  const emitter = new Emitter(body, context, 0, twoLanes);
  emitter.emitItems(nest.root.items);
  emitter.pushNumber(graph.outputs[0]!);
  return body;
}
