import type { FunctionParameters, MapKeys, ParameterStructure } from "../../lossFunction";
import type { ReadKeys } from "../../parameters/structure";
import type { Constructors, LoadedModule } from "./load";
import { probedMap } from "./mapProbe";
import { sampleList } from "./sampleList";

/** What every number is while a function is only asked how far it reads. */
const someNumber = 0.5;

/** Reads after which nothing is learnt any more: a loop until a list ends would not end. */
const mostReads = 1_000_000;

/** How far a list was read, and under which names an object. */
interface Reading {
  length: number;
  readonly keys: Set<string>;
  /** What a map was asked for. */
  map?: MapKeys;
  /** Did the code ask how long the list is, or for all keys? Then it is not the code that decides. */
  asked: boolean;
}

/** What a plain call showed of the arguments of a function, by their names. */
export interface ArgumentReadings {
  /** How many numbers the lists hold whose length the code never asks for. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Under which keys objects hold numbers where the code never asks for all of them. */
  readonly keys: ReadonlyMap<string, ReadKeys>;
  /** Arguments that were taken for numbers, and whose length the code asks for. */
  readonly lists: readonly string[];
  /** Which of the arguments that were watched are written to and nothing but what was written is read from them. */
  readonly outputs: ReadonlySet<number>;
}

/**
 * How far a function reads its lists, as far as a plain call tells: code that reads `w[0]`, … `w[7]` and never asks for
 * the length takes eight, whatever else its text looks like; code that reads `p.get("a")` and `p.get("b")` takes these two.
 * Arguments that are taken for numbers are looked at too. Those at the places `written` may be results.
 */
export function readArguments(
  module: LoadedModule,
  { arguments: structures, names }: FunctionParameters,
  takesSample: boolean,
  written: ReadonlySet<number> = new Set(),
): ArgumentReadings {
  const probe = new ArgumentProbe(module.constructors);
  const outputs = new Map([...written].map((place) => [place, new OutputProbe(names.length)]));
  try {
    const built = structures.flatMap(({ structure, isRest }, place) => {
      const output = outputs.get(place);
      if (output) return [output.list(module.constructors)];
      // A rest is spread, and how far is for the caller to say.
      if (isRest) return [...(probe.build(structure) as Iterable<unknown>)];
      return [structure.kind === "number" ? probe.list(structure.name) : probe.build(structure)];
    });
    module.target(...built, ...(takesSample ? [sampleList(module)[0]] : []));
  } catch {
    // What was read before a throw may not be all.
    return { lengths: new Map(), keys: new Map(), lists: [], outputs: new Set() };
  }
  const numbers = structures.flatMap(({ structure }) =>
    structure.kind === "number" ? [structure.name] : [],
  );
  return {
    ...{ lengths: probe.lengths, keys: probe.keys },
    lists: numbers.filter((name) => probe.wasAsked(name)),
    outputs: new Set(
      [...outputs].flatMap(([place, { isOnlyWritten }]) => (isOnlyWritten ? [place] : [])),
    ),
  };
}

class ArgumentProbe {
  private readonly readings = new Map<string, Reading>();
  private reads = 0;

  constructor(private readonly constructors: Constructors) {}

  get lengths(): ReadonlyMap<string, number> {
    const decided = [...this.readings].filter(
      ([, { asked, length, keys }]) => !asked && length > 0 && keys.size === 0,
    );
    return new Map(decided.map(([name, { length }]) => [name, length]));
  }

  get keys(): ReadonlyMap<string, ReadKeys> {
    const decided = [...this.readings].filter(([, { asked, keys }]) => !asked && keys.size > 0);
    return new Map(
      decided.map(([name, { keys, map }]) => [name, { keys: [...keys], ...(map && { map }) }]),
    );
  }

  wasAsked(name: string): boolean {
    return this.readings.get(name)?.asked === true;
  }

  build(structure: ParameterStructure): unknown {
    switch (structure.kind) {
      case "number":
        return someNumber;
      case "object": {
        const { entries, guessed, map } = structure;
        if (map !== undefined) return this.map(structure.guessed, entries, map);
        const built = new this.constructors.Object() as Record<string, unknown>;
        for (const { key, value } of entries) built[key] = this.build(value);
        return guessed === undefined ? built : this.watched(guessed, built, undefined, true);
      }
      case "list": {
        const { guessed, items, array } = structure;
        if (guessed !== undefined && array === undefined) return this.list(guessed, items);
        const built = new this.constructors.Array<unknown>();
        for (const item of items) built.push(this.build(item));
        return array === undefined ? built : new this.constructors[array](built as number[]);
      }
      case "output":
        return new this.constructors.Array<unknown>(structure.length).fill(0);
    }
  }

  /** A list that gives a number at every place, and remembers which were read. */
  list(name: string, items: readonly ParameterStructure[] = []): unknown {
    const held = new this.constructors.Array<unknown>();
    for (const item of items) held.push(this.build(item));
    return this.watched(name, held, items.at(-1), false);
  }

  private watched(
    name: string,
    held: object,
    more: ParameterStructure | undefined,
    isObject: boolean,
  ): unknown {
    const reading = this.readingOf(name);
    return new Proxy(held as Record<string | symbol, unknown>, {
      get: (target, key, receiver) => {
        // Code that computes with it takes it for a number.
        if (key === Symbol.toPrimitive) return () => someNumber;
        if (typeof key === "symbol" || (key in target && !Object.hasOwn(target, key))) {
          return Reflect.get(target, key, receiver);
        }
        if (key === "length" && !isObject) {
          reading.asked = true;
          return Reflect.get(target, key, receiver);
        }
        const index = !isObject && /^\d+$/.test(key) ? Number(key) : -1;
        if (++this.reads > mostReads || index > mostReads) {
          throw new RangeError("it reads on and on");
        }
        if (index < 0) reading.keys.add(key);
        else reading.length = Math.max(reading.length, index + 1);
        if (!Object.hasOwn(target, key)) target[key] = more ? this.build(more) : someNumber;
        return target[key];
      },
      ownKeys: (target) => {
        reading.asked = true;
        return Reflect.ownKeys(target);
      },
    });
  }

  private map(
    name: string | undefined,
    entries: readonly { readonly key: string; readonly value: ParameterStructure }[],
    keys: MapKeys,
  ): unknown {
    const held = new this.constructors.Map<unknown, unknown>();
    for (const { key, value } of entries) {
      held.set(keys === "number" ? Number(key) : key, this.build(value));
    }
    if (name === undefined) return held;
    const reading = this.readingOf(name);
    return probedMap(held, {
      onKey: (key) => {
        if (++this.reads > mostReads) throw new RangeError("it reads on and on");
        reading.keys.add(String(key));
        reading.map = typeof key === "number" && reading.map !== "string" ? "number" : "string";
        return someNumber;
      },
      onAll: () => (reading.asked = true),
    });
  }

  private readingOf(name: string): Reading {
    const reading = this.readings.get(name) ?? { length: 0, keys: new Set(), asked: false };
    this.readings.set(name, reading);
    return reading;
  }
}

/** A list of zeros that notices whether anything is read from it that was not written before. */
class OutputProbe {
  private readonly written = new Set<string | symbol>();
  private isRead = false;

  constructor(private readonly length: number) {}

  get isOnlyWritten(): boolean {
    return this.written.size > 0 && !this.isRead;
  }

  list({ Array: UserArray }: Constructors): unknown {
    const held = new UserArray<unknown>(this.length).fill(0);
    const set = (values: ArrayLike<unknown>, from = 0): void => {
      for (let k = 0; k < values.length; k++) list[from + k] = values[k];
    };
    const list = new Proxy(held as unknown as Record<string | symbol, unknown>, {
      get: (target, key, receiver) => {
        if (key === "set") return set;
        if (typeof key === "string" && /^\d+$/.test(key)) this.isRead ||= !this.written.has(key);
        return Reflect.get(target, key, receiver);
      },
      set: (target, key, value) => {
        if (key !== "length") this.written.add(key);
        target[key] = value;
        return true;
      },
    });
    return list;
  }
}
