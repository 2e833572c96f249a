// codeExport: a run as a program for PyTorch, Optax or Keras.
// What enters: the options of a run, and what it minimised. What leaves: Python that takes the same steps, and what a person
// should know about it. Where a library's own optimizer would step otherwise, the update is written out:
// printed from the update itself where it treats each parameter on its own (`printed/`), by hand where it couples them
// (`methods/`). Plain losses are translated (`loss/`).
// Who may call: host.

import type { RunOptions } from "../options/runOptions";
import type { CodeContext, CodeLibrary, RunCode } from "./codeContext";
import { runAsKeras } from "./libraries/keras";
import { runAsOptax } from "./libraries/optax";
import { runAsPytorch } from "./libraries/pytorch";

export type { CodeContext, CodeLibrary, RunCode } from "./codeContext";

/**
 * A run as a Python script in double precision that takes the same steps: the same conventions, initial state,
 * schedule and extras. Where the library's optimizer would differ, the update is written out and the notes say so.
 */
export function runAsCode(run: RunOptions, context: CodeContext, library: CodeLibrary): RunCode {
  switch (library) {
    case "pytorch":
      return runAsPytorch(run, context);
    case "optax":
      return runAsOptax(run, context);
    case "keras":
      return runAsKeras(run, context);
  }
}
