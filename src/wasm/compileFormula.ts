import { ownFunction } from "./codeGenerator";
import { ModuleBuilder } from "./module";
import { instantiate } from "./moduleImage";
import { wasmRuntime } from "./runtime";

/**
 * One of our own elementary functions, by the code of its operation, as a function of numbers: what it gives is what the
 * operation's `evaluate` gives, to the last bit, in a twentieth of the time.
 */
export function compileFormula(code: number): (value: number) => number {
  const module = new ModuleBuilder();
  module.add(ownFunction(code, false), "run");
  const { Module } = wasmRuntime();
  const image = { module: new Module(module.encode(1)), imports: [], contents: [] };
  return instantiate(image).exports["run"]!;
}
