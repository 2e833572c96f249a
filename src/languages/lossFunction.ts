import type { TextPart, TextRange } from "../text/range";

/** One parameter of a function. */
export interface FunctionParameter {
  /** `x`, or the pattern on one line: `[x, y]`, `{ w, b }`. */
  readonly text: string;
  readonly range: TextRange;
  readonly hasDefault: boolean;
  /** `...rest` in JavaScript, `*args` in Python. */
  readonly isRest: boolean;
}

/**
 * A tag in the comment of a function, such as `@simulate { steps: 100 }`.
 *
 * `object` is absent when no braces follow, and `line` is then the rest of the line that does, if any. A `text` is as
 * long as its range: what belongs to the comment and not to the object (line beginnings such as ` * `) is blanked, so
 * that offset i in it is offset `from + i` in the document.
 */
export interface CommentTag {
  readonly range: TextRange;
  readonly object?: TextPart;
  readonly line?: TextPart;
}

/**
 * How the module's own code reaches the function: `path` is a chain of names, starting at a top-level name
 * (`["loss"]`, `["Losses", "mse"]`, `["module", "exports", "loss"]`), or below the default export when `isDefault`
 * (`[]` is the default export itself). In Python a first name with parentheses is made by a call: `Model()`, `fit()`.
 */
export interface FunctionReference {
  readonly isDefault: boolean;
  readonly path: readonly string[];
}

/** Why a function that was found cannot be simulated. */
export type UnsupportedReason =
  "async" | "generator" | "nested" | "closure" | "method" | "object" | "noParameters";

/** A function that may be simulated, or an optimizer of the user's own (`role: "optimizer"`). */
export interface LossFunction {
  /** The language that it is written in, as `languageOf` knows it. */
  readonly language: string;
  readonly role: "loss" | "optimizer";
  /** `loss`, `Losses.mse`, `default`. */
  readonly name: string;
  /** How it is written; a `value` is a function that other code makes, whose parameters only running it tells. */
  readonly kind: "declaration" | "arrow" | "expression" | "method" | "value";
  /** The statement that holds the function, with its comment. */
  readonly range: TextRange;
  /** Its name; for an anonymous default export, the words `export default`. */
  readonly nameRange: TextRange;
  /** The function itself, from its first word or parenthesis to its end. */
  readonly functionRange: TextRange;
  readonly parameters: readonly FunctionParameter[];
  /** What makes it a loss function: its comment, or a word of its name; absent when neither does. */
  readonly marked?: "comment" | "name";
  /** The comment directly above, if there is one. */
  readonly comment?: TextRange;
  /** `@simulate` or `@optimizer` in the comment. */
  readonly tag?: CommentTag;
  readonly reference?: FunctionReference;
  readonly unsupported?: UnsupportedReason;
}

/** What a function takes, as a tree whose leaves are the numbers that an optimizer changes. */
export type ParameterStructure =
  | {
      readonly kind: "number";
      /** As charts show it: `x`, `w[0]`, `layer.bias`. Unique among the parameters of a function. */
      readonly name: string;
    }
  | {
      readonly kind: "list";
      readonly items: readonly ParameterStructure[];
      /** The list's name where its length is a guess, since neither a type nor the start says it: `w`, `layers[].w`. */
      readonly guessed?: string;
      /** What the code takes it as, where that is no plain list. */
      readonly array?: FloatArrayName;
    }
  | {
      readonly kind: "object";
      readonly entries: readonly { readonly key: string; readonly value: ParameterStructure }[];
      /** The object's name where its keys are a guess. */
      readonly guessed?: string;
      /** A `Map` with keys of this kind, where it is no plain object. */
      readonly map?: MapKeys;
    }
  /** A list of zeros that the function only writes to, such as a gradient that it gives besides: no parameter. */
  | { readonly kind: "output"; readonly length: number; readonly array?: FloatArrayName };

/** Arrays of real numbers other than plain lists. */
export type FloatArrayName = "Float64Array" | "Float32Array";

/** What the keys of a `Map` are. */
export type MapKeys = "string" | "number";

/** Numbers nested like a function's arguments. */
export type Nested<T> = T | readonly Nested<T>[] | { readonly [key: string]: Nested<T> };

/** One argument that holds parameters. The arguments come first, in order; a rest argument is spread. */
export interface ArgumentStructure {
  readonly structure: ParameterStructure;
  readonly isRest: boolean;
}

/** The parameters of a function: what to call it with and where to start. */
export interface FunctionParameters {
  /** The leading arguments, which hold the parameters; then comes the sample, if it takes one. */
  readonly arguments: readonly ArgumentStructure[];
  readonly names: readonly string[];
  /** θ⁰, one number per name. */
  readonly start: readonly number[];
  /** The places in it of numbers that neither the code nor the person gave. */
  readonly assumed: readonly number[];
  /** What had to be assumed, for a person to read. */
  readonly notes: readonly string[];
  /** Names of lists whose length was assumed to be `openLength`; see `chooseOpenLength`. */
  readonly openLists: readonly string[];
  /** Names of objects that hold numbers under keys which nothing tells. */
  readonly openObjects: readonly string[];
  /** Why the given start was not used. */
  readonly startProblem?: string;
  /** Why the function cannot be simulated with these parameters. */
  readonly unsupported?: string;
}

/** The functions of one text. */
export interface FoundFunctions {
  /** In the order of the text. */
  readonly functions: readonly LossFunction[];
  /** The text has a syntax error, so functions may be missing. */
  readonly hasErrors: boolean;
  /** Why the text was not looked through at all. */
  readonly gaveUp?: string;
}

/** What to tell a person about an unsupported function. */
export function unsupportedMessage(
  name: string,
  reason: UnsupportedReason,
  role: LossFunction["role"] = "loss",
): string {
  switch (reason) {
    case "async":
      return `${name} is async: its value is a promise, and only plain numbers can be simulated`;
    case "generator":
      return `${name} is a generator: only functions that return a number can be simulated`;
    case "nested":
      return `${name} is inside another function: move it to the top level of the file to simulate it`;
    case "closure":
      return `${name} is inside a function, and nothing at the top level of the file says what that is called with: call it there, bind its arguments by their names, or move ${ownName(name)} out of it`;
    case "object":
      return `${name} needs an object of its class: make one at the top level of the file, give all that makes one a default, or make it a function`;
    case "method":
      return `${name} needs an object of its class: make it static or a function to simulate it`;
    case "noParameters":
      return role === "loss"
        ? `${name} has no parameters: an optimizer needs at least one number to change`
        : `${name} has no parameters: an optimizer is given the step, its state and its hyperparameters`;
  }
}

/** `loss` of `fit.loss`. */
function ownName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
