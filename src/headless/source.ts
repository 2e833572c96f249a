import { dirname, extname, join } from "node:path";
import { languageOf, languages } from "../languages/registry";
import { unsupportedMessage, type LossFunction } from "../languages/lossFunction";
import { positionOf } from "../text/position";
import { suggestion } from "../text/nearest";
import { readOwnOptimizers } from "../options/userOptimizers";
import type { OwnOptimizerSource } from "../protocol/runner";
import { PlacedError } from "./placedError";

/** A file with the function to simulate. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly fn: LossFunction;
  /** Its language's id in the registry. */
  readonly language: string;
}

/** Where texts come from: the disk, or an editor with unsaved ones. */
export interface Texts {
  /** Throws a UsageError where there is none that can be read. */
  read(file: string): string;
  /** Names of the files in a folder. */
  list(folder: string): readonly string[];
}

/** The function of that name, or the only loss function of the text. Throws PlacedError. */
export function chooseFunction(file: string, text: string, name: string | undefined): Source {
  const options = { language: extname(file) };
  const top = [1, 1] as const;
  const language = languageOf(options.language);
  if (!language) {
    const known = languages.flatMap(({ extensions }) => extensions).join(", ");
    throw new PlacedError(file, top, `only files that end in ${known} hold loss functions`);
  }
  let fn: LossFunction | undefined;
  if (name !== undefined) {
    const { functions } = language.findAll(text, options);
    const named = functions.filter((other) => other.name === name);
    fn = named.find(({ unsupported }) => !unsupported) ?? named[0];
    if (!fn) {
      const names = functions.map((other) => other.name);
      const hint = names.length > 0 ? suggestion(name, names) : "there is none in this file";
      throw new PlacedError(file, top, `no function is called "${name}": ${hint}`);
    }
  } else {
    const { functions, gaveUp } = language.find(text, options);
    const losses = functions.filter(({ role }) => role === "loss");
    fn = losses[0];
    if (!fn) {
      const advice =
        "no loss function found: write @simulate in its comment or name it FILE#FUNCTION";
      throw new PlacedError(file, top, gaveUp ?? advice);
    }
    if (losses.length > 1) {
      const names = losses.map((other) => other.name).join(", ");
      throw new PlacedError(
        file,
        top,
        `several loss functions, ${names}: name one as FILE#FUNCTION`,
      );
    }
  }
  if (fn.unsupported) {
    const place = positionOf(text, fn.nameRange.from);
    throw new PlacedError(file, place, unsupportedMessage(fn.name, fn.unsupported));
  }
  return { file, text, fn, language: language.id };
}

/**
 * The user's own optimizers in the file and in the other files of its folder; the file's own win. Throws PlacedError at
 * the first fault of the file's own.
 */
export function ownOptimizers({ file, text }: Source, texts: Texts): readonly OwnOptimizerSource[] {
  const folder = dirname(file);
  const others = texts
    .list(folder)
    .filter((name) => languageOf(extname(name)) !== undefined)
    .map((name) => join(folder, name))
    .filter((other) => other !== file);
  const found = new Map<string, OwnOptimizerSource>();
  for (const other of [file, ...others]) {
    const content = other === file ? text : texts.read(other);
    if (!content.includes("@optimizer")) continue;
    const language = extname(other);
    const { functions } = languageOf(language)!.find(content, { language });
    const { optimizers, problems } = readOwnOptimizers(functions);
    const fault = other === file && problems.find(({ severity }) => severity === "error");
    if (fault) throw new PlacedError(file, positionOf(text, fault.range.from), fault.message);
    for (const own of optimizers) {
      const { id } = own.declaration;
      if (!found.has(id)) found.set(id, { ...own, file: other, text: content });
    }
  }
  return [...found.values()];
}
