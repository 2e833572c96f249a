// codeExport: a run as a program for PyTorch, Optax or Keras.
// What enters: the options of a run, and what it minimised. What leaves: Python that takes the same steps, and what a person
// should know about it. Where a library's own optimizer would step otherwise, the update is written out:
// printed from the update itself where it treats each parameter on its own (`printed/`), by hand where it couples them
// (`methods/`). Plain losses are translated (`loss/`).
// Who may call: host.

import type { RunOptions } from "../options/runOptions";
import type { CodeContext, CodeLibrary, RunCode } from "./codeContext";
import { inLibrary } from "./inLibrary";
import { keras } from "./libraries/keras";
import type { Library, LoopCode, OwnProgram } from "./libraries/library";
import { optax } from "./libraries/optax";
import { ownProgram } from "./libraries/ownProgram";
import { joinSections, standardImports, startProgram } from "./libraries/program";
import { pytorch } from "./libraries/pytorch";
import { writtenLoop } from "./libraries/writtenLoop";
import { writtenMethod } from "./methods/writtenMethods";

export type { CodeContext, CodeLibrary, RunCode } from "./codeContext";

const libraries: Readonly<Record<CodeLibrary, Library>> = { pytorch, optax, keras };

/**
 * A run as a Python script in double precision that takes the same steps: the same conventions, initial state,
 * schedule and extras. Where the library's optimizer would differ, the update is written out and the notes say so.
 * Throws if the schedule is unknown.
 */
export function runAsCode(run: RunOptions, context: CodeContext, id: CodeLibrary): RunCode {
  const library = libraries[id];
  const program = startProgram(run, context, id);
  const own = ownProgram(program, library);
  const isOwn = typeof own !== "string";
  const isKnown = writtenMethod(run.optimizer) !== undefined;
  const reason = isOwn ? undefined : isKnown ? `${own} The update is written out.` : own;
  const written = isOwn ? ownLoop(own, library) : writtenLoop(program, library, reason!);
  const functions = inLibrary(written.functions, id);
  const loop = inLibrary(written.loop, id);
  const { title, loss } = program;
  const standard = standardImports([...loss, ...functions, ...loop].join("\n"));
  const imports = [...standard, ...library.imports(isOwn)];
  const notes = [
    isOwn && own.pieces ? library.piecewiseNote : undefined,
    reason,
    isKnown ? undefined : `Fill in the update of ${run.optimizer}.`,
    ...program.notes,
  ];
  return {
    code: joinSections([...title, ...imports], loss, functions, loop),
    parts: { title, imports, loss, functions, loop },
    notes: notes.filter((note) => note !== undefined),
  };
}

function ownLoop(program: OwnProgram, library: Library): LoopCode {
  return program.pieces ? library.piecewiseLoop(program, program.pieces) : library.ownLoop(program);
}
