import { readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { allFunctions, findLossFunctions } from "../languages/javascript/find/find";
import { parseSyntax, syntaxKind } from "../languages/javascript/find/syntax";
import { unsupportedMessage, type LossFunction } from "../languages/lossFunction";
import { positionOf } from "../text/position";
import { suggestion } from "../text/nearest";
import { readOwnOptimizers } from "../options/userOptimizers";
import type { OwnOptimizerSource } from "../protocol/runner";
import { UsageError } from "./arguments";
import { PlacedError } from "./placedError";

/** A file with the function to simulate. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly fn: LossFunction;
}

/** Reads a file; `name` is how the person called it. Throws UsageError. */
export function readText(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      code === "ENOENT" ? `there is no file ${name}` : `${name} cannot be read (${code ?? ""})`,
    );
  }
}

/** The function of that name, or the only loss function of the text. Throws PlacedError. */
export function chooseFunction(file: string, text: string, name: string | undefined): Source {
  const options = { language: extname(file) };
  const top = [1, 1] as const;
  let fn: LossFunction | undefined;
  if (name !== undefined) {
    const tree = parseSyntax(text, syntaxKind(options.language));
    const { functions } = allFunctions(text, tree, options);
    fn = functions.find((other) => other.name === name);
    if (!fn) {
      const names = functions.map((other) => other.name);
      const hint = names.length > 0 ? suggestion(name, names) : "there is none in this file";
      throw new PlacedError(file, top, `no function is called "${name}": ${hint}`);
    }
  } else {
    const { functions, gaveUp } = findLossFunctions(text, options);
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
  return { file, text, fn };
}

/**
 * The user's own optimizers in the file and in the other files of its folder; the file's own win. Throws PlacedError at
 * the first fault of the file's own.
 */
export function ownOptimizers({ file, text }: Source): readonly OwnOptimizerSource[] {
  const folder = dirname(file);
  const others = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((other) => other !== file);
  const found = new Map<string, OwnOptimizerSource>();
  for (const other of [file, ...others]) {
    const content = other === file ? text : readText(other, other);
    if (!content.includes("@optimizer")) continue;
    const { functions } = findLossFunctions(content, { language: extname(other) });
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
