import { OPERATIONS } from "../graph/operations";
import type { OperationName } from "../graph/operationName";
import type { Region } from "./memoryLayout";
import { wasmRuntime } from "./runtime";

/** A compiled module as plain data: other threads make instances of it, too, without compiling it again. */
export interface ModuleImage {
  readonly module: object;
  /** The operations that it calls. */
  readonly imports: readonly OperationName[];
  /** What its memory starts with. */
  readonly contents: readonly Region[];
}

/** A module ready to run. */
export interface Compiled {
  readonly memory: ArrayBuffer;
  /** Adds pages of 64 KiB and returns the memory, of which views made before are empty then. */
  grow(pages: number): ArrayBuffer;
  readonly exports: Readonly<Record<string, (...values: number[]) => number>>;
}

/** The name that imports are imported from. */
export const importedFrom = "m";

/** A new instance, with a memory of its own. */
export function instantiate({ module, imports, contents }: ModuleImage): Compiled {
  const { Instance } = wasmRuntime();
  const functions = Object.fromEntries(imports.map((name) => [name, OPERATIONS[name].evaluate]));
  const { exports } = new Instance(module, { [importedFrom]: functions });
  const memory = exports["memory"] as { buffer: ArrayBuffer; grow(pages: number): number };
  for (const { base, data } of contents) {
    if (data instanceof Float64Array) new Float64Array(memory.buffer, base, data.length).set(data);
    else new Int32Array(memory.buffer, base, data.length).set(data);
  }
  return {
    memory: memory.buffer,
    grow(pages) {
      memory.grow(pages);
      return memory.buffer;
    },
    exports: exports as Compiled["exports"],
  };
}
