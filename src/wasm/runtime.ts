/** The part of WebAssembly's JavaScript interface that is used here; `lib: ES2022` has no types for it. */
export interface WasmRuntime {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** WebAssembly of the realm this runs in. Throws when there is none. */
export function wasmRuntime(): WasmRuntime {
  const { WebAssembly: runtime } = globalThis as { WebAssembly?: WasmRuntime };
  if (runtime === undefined) throw new Error("this JavaScript engine has no WebAssembly");
  return runtime;
}
