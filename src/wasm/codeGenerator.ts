import { GraphBuilder } from "../graph/builder";
import { splitRoot } from "./chunks";
import { type EmitterContext, Emitter } from "./emitter";
import { type Graph, ELEMENTWISE } from "../graph/graph";
import { valueType } from "./instructions";
import { arrange } from "./loopNest";
import { lower } from "../graph/passes/lower";
import { MemoryLayout } from "./memoryLayout";
import { OPERATION_LIST, OPERATION_NAMES } from "../graph/operations";
import { planStorage } from "./storage";
import { FunctionBody, ModuleBuilder } from "./module";
import type { ModuleImage } from "./moduleImage";
import { wasmRuntime } from "./runtime";

/** A graph made ready for code generation: what `compile` and `compileIteration` have in common. */
export interface Generator {
  readonly graph: Graph;
  readonly module: ModuleBuilder;
  readonly layout: MemoryLayout;
  /** Address of input 0; the others follow. */
  readonly inputs: number;
  /** Inputs that gathers read from memory. */
  readonly gathered: ReadonlySet<number>;
  /**
   * Writes the computation into `body` (through functions of their own when it is large) and returns
   * the emitter to push results from. Inputs are pushed by `pushInput` where the whole is in one
   * function, and read from memory otherwise. `onComputed` is told of nodes as soon as their value
   * can be pushed where all is in one function, and `stores` says where values over axes go. With
   * `pairs`, for a computation over no axes that fits one function, every value is a pair; `pairs` are
   * local variables that hold those of constants.
   */
  emit(
    body: FunctionBody,
    pushInput: EmitterContext["pushInput"],
    onComputed?: EmitterContext["onComputed"],
    stores?: EmitterContext["stores"],
    pairs?: ReadonlyMap<number, number>,
  ): Emitter;
  /** Whether the computation fits one function. */
  readonly single: boolean;
  /** Compiles the module; the memory of its instances holds the graph's tables. */
  image(): ModuleImage;
}

/** Prepares a graph for code generation. */
export function prepare(source: Graph): Generator {
  const graph = lower(source);
  const layout = new MemoryLayout();
  const inputs = layout.allocate(8 * graph.inputCount);
  const gathered = new Set<number>();
  const nest = arrange(graph);
  const storage = planStorage(graph, nest, layout, (input) => {
    gathered.add(input);
    return inputs + 8 * input;
  });
  const chunks = splitRoot(graph, nest, storage, layout);
  const module = new ModuleBuilder();
  importHostFunctions(graph, module);
  const own = new Map<number, number>();
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
    module,
    layout,
    inputs,
    gathered,
    single,
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
function ownFunction(code: number, twoLanes: boolean): FunctionBody {
  const builder = new GraphBuilder({ simplify: true, expand: true });
  const value = builder.applyCode(code, builder.input(0), -1, -1);
  const graph = builder.build([value], 1);
  const nest = arrange(graph);
  const layout = new MemoryLayout();
  const storage = planStorage(graph, nest, layout, () => 0);
  const type = twoLanes ? valueType.v128 : valueType.f64;
  const body = new FunctionBody({ parameters: [type], results: [type] });
  const context: EmitterContext = {
    graph,
    nest,
    storage,
    chunks: splitRoot(graph, nest, storage, layout),
    pushInput: (target) => target.get(0),
    hostFunction: () => 0,
    ownFunction: () => 0,
  };
  const emitter = new Emitter(body, context, 0, twoLanes);
  emitter.emitItems(nest.root.items);
  emitter.pushNumber(graph.outputs[0]!);
  return body;
}
