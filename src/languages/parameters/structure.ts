// languages/parameters: which numbers of a function's arguments are the parameters θ.
// What enters: the shapes that a language read from the text, and the start that the person gave. What leaves: definite
// shapes with a name and a first value for each number, and the way between θ and the arguments (`flatten.ts`).
// Who may call: the languages, and the runner that opens a function.

import type {
  ArgumentStructure,
  FunctionParameters,
  LossFunction,
  MapKeys,
  Nested,
  ParameterStructure,
} from "../lossFunction";
import { defaultStart } from "./defaults";
import { parameterNames } from "./flatten";
import { type Shape, mergeShapes, namedInTail, openObjectShape, unknownShape } from "./shape";
import { usualOpenLength } from "./openLength";
import { type ArgumentShape, fitStart, StartError } from "./start";

/** What else decides the parameters of a function, besides the text. */
export interface ParameterOptions {
  /** `start` of `@simulate`. */
  readonly start?: Nested<number>;
  /** The last parameter is one of the samples, not to be optimised. */
  readonly takesSample?: boolean;
  /** How many numbers a list holds when neither the text nor the start decides; 2 unless given. */
  readonly openLength?: number;
  /** The same for some lists by name, as far as the code was seen to read them, whatever the text seems to say. */
  readonly openLengths?: ReadonlyMap<string, number>;
  /** The keys of some objects by name, as far as the code was seen to read them. */
  readonly openKeys?: ReadonlyMap<string, ReadKeys>;
}

/** Under which keys an object was seen to be read, and what they are where it is read as a `Map`. */
export interface ReadKeys {
  readonly keys: readonly string[];
  readonly map?: MapKeys;
}

/** Makes the shapes of a function's arguments definite: names, lengths, and starts, the given one where it fits. */
export function conclude(
  { name: functionName, parameters }: LossFunction,
  shapes: readonly ArgumentShape[],
  { start, openLength = usualOpenLength, openLengths, openKeys }: ParameterOptions,
): FunctionParameters {
  const signature = `${functionName}(${parameters.map(({ text }) => text).join(", ")})`;
  let args = shapes;
  let startProblem: string | undefined;
  if (start !== undefined) {
    try {
      args = fitStart(signature, args, start);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      startProblem = error.message;
    }
  }
  const notes: string[] = [];
  const openLists = new Set<string>();
  const openObjects = new Set<string>();
  const given: (number | undefined)[] = [];
  let unsupported: string | undefined;
  /** `triedAs` is the path of before the function was seen to read it. */
  const build = (known: Shape, path: string, triedAs = path): ParameterStructure => {
    const name = known.name ?? path;
    const keys = openKeys?.get(openName(known.name ?? triedAs));
    const shape = keys === undefined ? known : withKeys(known, keys);
    switch (shape.kind) {
      case "other":
        unsupported ??= `${name || signature} takes ${shape.description}: only numbers can be optimised; give it a default`;
        return { kind: "list", items: [] };
      case "list": {
        const open = openName(shape.tail?.name ?? name);
        const decided = shape.isExact ? undefined : openLengths?.get(open);
        const isShort = decided !== undefined && decided > shape.items.length;
        const isOpen =
          isShort || (!shape.isExact && (shape.items.length === 0 || shape.tail !== undefined));
        const length = decided === undefined ? openLength : decided - shape.items.length;
        if (isOpen) {
          notes.push(assumption(shape.tail?.name ?? name, decided ?? openLength));
          if (decided === undefined) openLists.add(open);
        }
        const noted = notes.length;
        const more = Array.from({ length: isOpen ? Math.max(0, length) : 0 }, (_, k) =>
          namedInTail(shape, shape.item, shape.items.length + k),
        );
        const items = [...shape.items, ...more];
        const built = items.map((item, k) => build(mergeShapes(item, shape.item), `${name}[${k}]`));
        // One note for a list of open lists.
        if (isOpen) notes.length = noted;
        const { array } = shape;
        return {
          ...{ kind: "list", items: built },
          ...(!shape.isExact && { guessed: open }),
          ...(array && { array }),
        };
      }
      case "object": {
        const { isOpen, map } = shape;
        if (isOpen && keys === undefined) openObjects.add(openName(name));
        const mapKeys = map === "unknown" ? likelyKeys(shape.entries.keys()) : map;
        const entries = [...shape.entries].map(([key, value]) => ({
          key,
          value: build(value, keyPath(name, key)),
        }));
        return {
          ...{ kind: "object", entries },
          ...(isOpen && { guessed: openName(name) }),
          ...(mapKeys && { map: mapKeys }),
        };
      }
      default: {
        const decided = openLengths?.get(openName(name));
        if (decided !== undefined) {
          const item = { kind: "unknown" } as const;
          return build({ kind: "list", items: [], item, isExact: false }, path);
        }
        given.push(shape.kind === "number" ? shape.start : undefined);
        return { kind: "number", name };
      }
    }
  };
  const buildAll = (withPrefix: boolean): ArgumentStructure[] => {
    notes.length = 0;
    openLists.clear();
    openObjects.clear();
    given.length = 0;
    return args.map(({ name, shape, isRest }, k) => {
      const isName = /^[\p{ID_Start}$_]/u.test(name);
      const prefix = isName ? name : withPrefix ? `(${k + 1})` : "";
      const isNamed = shape.kind === "object" && ![...shape.entries.keys()].some(isNumber);
      const triedAs = isNamed && !withPrefix ? "" : prefix;
      const isNumbered = openKeys?.get(openName(triedAs))?.keys.some(isNumber);
      return { structure: build(shape, isNumbered ? prefix : triedAs, triedAs), isRest };
    });
  };
  let structures = buildAll(false);
  if (hasTwins(parameterNames(structures))) structures = buildAll(true);
  const names = parameterNames(structures);
  if (names.length === 0) {
    const [object] = openObjects;
    unsupported ??=
      object === undefined
        ? `${signature} has no numbers to optimise`
        : `under which names ${object || "the argument"} holds its numbers is not known: ` +
          "say where to start, such as @simulate { start: { a: 0, b: 0 } }";
  }
  const fallback = defaultStart(functionName, names.length);
  return {
    arguments: structures,
    names,
    start: names.map((_, k) => given[k] ?? fallback[k]!),
    assumed: [...names.keys()].filter((k) => given[k] === undefined),
    notes,
    openLists: [...openLists],
    openObjects: [...openObjects],
    ...(startProblem !== undefined && { startProblem }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

/** What is read by these names is an object that holds them. */
function withKeys(shape: Shape, { keys, map }: ReadKeys): Shape {
  const known = shape.kind === "object" ? shape : openObjectShape();
  const item = (shape.kind === "list" ? shape.item : known.item) ?? unknownShape;
  const more = keys.filter((key) => !known.entries.has(key)).map((key) => [key, item] as const);
  const { name } = shape;
  return {
    ...known,
    ...(name && { name }),
    ...(known.map && map && { map }),
    entries: new Map([...known.entries, ...more]),
  };
}

/** What the keys of a map are of which only the texts are known: numbers where all of them read as such. */
function likelyKeys(keys: Iterable<string>): MapKeys {
  const all = [...keys];
  return all.length > 0 && all.every(isNumber) ? "number" : "string";
}

/** How charts name what an object holds under a key: `layer.bias`, `rating[3]`. */
function keyPath(path: string, key: string): string {
  if (path === "") return key;
  return isNumber(key) ? `${path}[${key}]` : `${path}.${key}`;
}

function isNumber(key: string): boolean {
  return /^\d+$/.test(key);
}

/** One name for the lists at every place of a list: `layers[].w`. */
function openName(name: string): string {
  return name.replace(/\[\d+\]/g, "[]");
}

function assumption(name: string, length: number): string {
  return `${name || "the list"} is taken to hold ${length} numbers; start decides how many`;
}

function hasTwins(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}
