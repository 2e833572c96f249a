import { ByteWriter } from "./byteWriter";
import type { OperationName } from "../graph/operationName";
import { machine, valueType } from "./instructions";
import { importedFrom } from "./moduleImage";

/** The type of a function, by the bytes of its parameters' and results' types. */
export interface Signature {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

/** A function body under construction: code and local variables. */
export class FunctionBody {
  readonly code = new ByteWriter();
  private readonly locals: number[] = [];

  constructor(readonly signature: Signature) {}

  /** A new local variable of a value type; parameters are numbered from 0. */
  local(type: number): number {
    return this.signature.parameters.length + this.locals.push(type) - 1;
  }

  get(local: number): this {
    this.code.byte(machine.localGet).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.code.byte(machine.localSet).unsigned(local);
    return this;
  }

  tee(local: number): this {
    this.code.byte(machine.localTee).unsigned(local);
    return this;
  }

  integer(value: number): this {
    this.code.byte(machine.i32Constant).signed(value);
    return this;
  }

  op(bytes: number | readonly number[]): this {
    if (typeof bytes === "number") this.code.byte(bytes);
    else this.code.bytes(bytes);
    return this;
  }

  call(index: number): this {
    this.code.byte(machine.call).unsigned(index);
    return this;
  }

  /** A load or store: alignment as a power of two, and the constant part of the address. */
  memory(instruction: number | readonly number[], alignment: number, offset: number): this {
    this.op(instruction).code.unsigned(alignment).unsigned(offset);
    return this;
  }

  encoded(): ByteWriter {
    const body = new ByteWriter();
    const runs: [count: number, type: number][] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    body.unsigned(runs.length);
    for (const [count, type] of runs) body.unsigned(count).byte(type);
    return body.bytes(this.code.view()).byte(machine.end);
  }
}

/** Collects imports and functions and writes the module. Imports come before the first function. */
export class ModuleBuilder {
  private readonly signatures: Signature[] = [];
  private readonly imports: { name: OperationName; type: number }[] = [];
  private readonly functions: { body: FunctionBody; exported?: string }[] = [];

  /** The index of an imported function, by name; asked for again, the same. */
  importFunction(name: OperationName, parameterCount: number): number {
    const known = this.imports.findIndex((entry) => entry.name === name);
    if (known >= 0) return known;
    const parameters = new Array<number>(parameterCount).fill(valueType.f64);
    const type = this.typeOf({ parameters, results: [valueType.f64] });
    return this.imports.push({ name, type }) - 1;
  }

  /** Adds a function; its index is counted after the imports, see `functionIndex`. */
  add(body: FunctionBody, exported?: string): number {
    return this.functions.push(exported === undefined ? { body } : { body, exported }) - 1;
  }

  /** What to call: imports are numbered first, so all of them must be known by now. */
  functionIndex(position: number): number {
    return this.imports.length + position;
  }

  /** The operations to instantiate the module with. */
  get importNames(): OperationName[] {
    return this.imports.map(({ name }) => name);
  }

  /** The module's bytes, with a memory of `pages` · 64 KiB exported as "memory". */
  encode(pages: number): Uint8Array {
    const types = this.functions.map(({ body }) => this.typeOf(body.signature));
    const out = new ByteWriter().bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    out.byte(1).sized(
      list(this.signatures, (entry, { parameters, results }) => {
        entry.byte(0x60).unsigned(parameters.length).bytes(parameters);
        entry.unsigned(results.length).bytes(results);
      }),
    );
    out.byte(2).sized(
      list(this.imports, (entry, { name, type }) => {
        entry.name(importedFrom).name(name).byte(0).unsigned(type);
      }),
    );
    out.byte(3).sized(list(types, (entry, type) => entry.unsigned(type)));
    out.byte(5).sized(new ByteWriter().unsigned(1).byte(0).unsigned(pages));
    const exported = this.functions.flatMap(({ exported: name }, position) =>
      name === undefined ? [] : [{ name, index: this.functionIndex(position), kind: 0 }],
    );
    out.byte(7).sized(
      list([{ name: "memory", index: 0, kind: 2 }, ...exported], (entry, { name, index, kind }) => {
        entry.name(name).byte(kind).unsigned(index);
      }),
    );
    out.byte(10).sized(list(this.functions, (entry, { body }) => entry.sized(body.encoded())));
    return out.view().slice();
  }

  private typeOf(signature: Signature): number {
    const known = this.signatures.findIndex(
      ({ parameters, results }) =>
        parameters.join() === signature.parameters.join() &&
        results.join() === signature.results.join(),
    );
    return known >= 0 ? known : this.signatures.push(signature) - 1;
  }
}

function list<Item>(
  items: readonly Item[],
  write: (writer: ByteWriter, item: Item) => void,
): ByteWriter {
  const writer = new ByteWriter().unsigned(items.length);
  for (const item of items) write(writer, item);
  return writer;
}
