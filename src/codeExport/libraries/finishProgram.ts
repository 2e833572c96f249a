import type { RunCode } from "../codeContext";
import { inLibrary } from "../inLibrary";
import { writtenMethod } from "../methods/writtenMethods";
import { joinSections, standardImports, type LibraryChoice, type Program } from "./program";
import { writtenLoop, type LoopParts } from "./writtenLoop";

/** Functions beside the loss, and the loop that calls them. */
export interface LoopCode {
  readonly functions: readonly string[];
  readonly loop: readonly string[];
}

export type OwnOptimizer = LibraryChoice & { readonly kind: "own" };

/**
 * The whole script: title, imports, functions, loop. `ownLoop` writes the loop around the library's own optimizer; a
 * choice to write the update out takes the plain loop, and a note.
 */
export function finishProgram(
  program: Program,
  choice: LibraryChoice,
  parts: LoopParts,
  ownLoop: (program: Program, choice: OwnOptimizer) => LoopCode,
  imports: readonly string[],
): RunCode {
  const isKnown = writtenMethod(program.run.optimizer) !== undefined;
  const reason =
    choice.kind === "own"
      ? undefined
      : isKnown
        ? `${choice.reason} The update is written out.`
        : choice.reason;
  const { functions, loop } =
    choice.kind === "own" ? ownLoop(program, choice) : writtenLoop(program, parts, reason!);
  const written = [inLibrary(functions, parts.library), inLibrary(loop, parts.library)] as const;
  const standard = standardImports([...program.loss, ...written.flat()].join("\n"));
  const { title, loss } = program;
  return {
    code: joinSections([...title, ...standard, ...imports], loss, ...written),
    parts: {
      ...{ title, loss, imports: [...standard, ...imports] },
      ...{ functions: written[0], loop: written[1] },
    },
    notes: [
      ...(reason === undefined ? [] : [reason]),
      ...(isKnown ? [] : [`Fill in the update of ${program.run.optimizer}.`]),
      ...program.notes,
    ],
  };
}
