// languages/parameters: which numbers of a function's arguments are the parameters θ.
// What enters: the shapes that a language read from the text, and the start that the person gave. What leaves: definite
// shapes with a name and a first value for each number, and the way between θ and the arguments (`flatten.ts`).
// Who may call: the languages, and the runner that opens a function.

import type {
  ArgumentStructure,
  FunctionParameters,
  LossFunction,
  Nested,
  ParameterStructure,
} from "../lossFunction";
import { defaultStart } from "./defaults";
import { parameterNames } from "./flatten";
import { type Shape, mergeShapes, namedInTail } from "./shape";
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
}

/** Makes the shapes of a function's arguments definite: names, lengths, and starts, the given one where it fits. */
export function conclude(
  { name: functionName, parameters }: LossFunction,
  shapes: readonly ArgumentShape[],
  { start, openLength = usualOpenLength, openLengths }: ParameterOptions,
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
  const given: (number | undefined)[] = [];
  let unsupported: string | undefined;
  const build = (shape: Shape, path: string): ParameterStructure => {
    const name = shape.name ?? path;
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
        return { kind: "list", items: built, ...(!shape.isExact && { guessed: open }) };
      }
      case "object":
        return {
          kind: "object",
          entries: [...shape.entries].map(([key, value]) => ({
            key,
            value: build(value, name === "" ? key : `${name}.${key}`),
          })),
        };
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
    given.length = 0;
    return args.map(({ name, shape, isRest }, k) => {
      const isName = /^[\p{ID_Start}$_]/u.test(name);
      const prefix = isName ? name : withPrefix ? `(${k + 1})` : "";
      const path = shape.kind === "object" && !withPrefix ? "" : prefix;
      return { structure: build(shape, path), isRest };
    });
  };
  let structures = buildAll(false);
  if (hasTwins(parameterNames(structures))) structures = buildAll(true);
  const names = parameterNames(structures);
  if (names.length === 0) unsupported ??= `${signature} has no numbers to optimise`;
  const fallback = defaultStart(functionName, names.length);
  return {
    arguments: structures,
    names,
    start: names.map((_, k) => given[k] ?? fallback[k]!),
    notes,
    openLists: [...openLists],
    ...(startProblem !== undefined && { startProblem }),
    ...(unsupported !== undefined && { unsupported }),
  };
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
