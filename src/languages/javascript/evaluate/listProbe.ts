import type { FunctionParameters, ParameterStructure } from "../../lossFunction";
import type { Intrinsics } from "../realm/realm";
import type { LoadedModule } from "./load";
import { sampleList } from "./sampleList";

/** What every number is while a function is only asked how far it reads. */
const someNumber = 0.5;

/** Reads after which nothing is learnt any more: a loop until a list ends would not end. */
const mostReads = 1_000_000;

/** How far a list was read. */
interface Reading {
  length: number;
  /** Did the code ask how long the list is? Then it is not the code that decides. */
  asked: boolean;
}

/** What a plain call showed of the lists of a function, by their names. */
export interface ListReadings {
  /** How many numbers those hold whose length the code never asks for. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Arguments that were taken for numbers, and whose length the code asks for. */
  readonly lists: readonly string[];
}

/**
 * How far a function reads its lists, as far as a plain call tells: code that reads `w[0]`, … `w[7]` and never asks for
 * the length takes eight, whatever else its text looks like. Arguments that are taken for numbers are looked at too.
 */
export function readLists(
  module: LoadedModule,
  { arguments: structures }: FunctionParameters,
  intrinsics: Intrinsics,
  takesSample: boolean,
): ListReadings {
  const probe = new ListProbe(intrinsics);
  try {
    const built = structures.flatMap(({ structure, isRest }) => {
      // A rest is spread, and how far is for the caller to say.
      if (isRest) return [...(probe.build(structure) as Iterable<unknown>)];
      return [structure.kind === "number" ? probe.list(structure.name) : probe.build(structure)];
    });
    module.target(...built, ...(takesSample ? [sampleList(module)[0]] : []));
  } catch {
    // What was read before a throw may not be all.
    return { lengths: new Map(), lists: [] };
  }
  const numbers = structures.flatMap(({ structure }) =>
    structure.kind === "number" ? [structure.name] : [],
  );
  return { lengths: probe.lengths, lists: numbers.filter((name) => probe.wasAsked(name)) };
}

class ListProbe {
  private readonly readings = new Map<string, Reading>();
  private reads = 0;

  constructor(private readonly intrinsics: Intrinsics) {}

  get lengths(): ReadonlyMap<string, number> {
    const decided = [...this.readings].filter(([, { asked, length }]) => !asked && length > 0);
    return new Map(decided.map(([name, { length }]) => [name, length]));
  }

  wasAsked(name: string): boolean {
    return this.readings.get(name)?.asked === true;
  }

  build(structure: ParameterStructure): unknown {
    switch (structure.kind) {
      case "number":
        return someNumber;
      case "object": {
        const built = new this.intrinsics.Object() as Record<string, unknown>;
        for (const { key, value } of structure.entries) built[key] = this.build(value);
        return built;
      }
      case "list": {
        const { guessed, items } = structure;
        if (guessed !== undefined) return this.list(guessed, items);
        const built = new this.intrinsics.Array<unknown>();
        for (const item of items) built.push(this.build(item));
        return built;
      }
    }
  }

  /** A list that gives a number at every place, and remembers which were read. */
  list(name: string, items: readonly ParameterStructure[] = []): unknown {
    const reading = this.readings.get(name) ?? { length: 0, asked: false };
    this.readings.set(name, reading);
    const held = new this.intrinsics.Array<unknown>();
    for (const item of items) held.push(this.build(item));
    const more = items.at(-1);
    return new Proxy(held, {
      get: (list, key, receiver) => {
        const index = typeof key === "string" && /^\d+$/.test(key) ? Number(key) : -1;
        // Code that computes with it takes it for a number.
        if (key === Symbol.toPrimitive) return () => someNumber;
        if (index < 0) {
          if (key === "length") reading.asked = true;
          return Reflect.get(list, key, receiver) as unknown;
        }
        if (++this.reads > mostReads || index > mostReads) {
          throw new RangeError("it reads on and on");
        }
        reading.length = Math.max(reading.length, index + 1);
        if (!(index in list)) list[index] = more ? this.build(more) : someNumber;
        return list[index];
      },
    });
  }
}
