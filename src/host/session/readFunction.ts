import type * as vscode from "vscode";
import { namedOptimizers } from "../../options/simulateComment";
import type { LossFunction } from "../../languages/lossFunction";
import type { OptimizerCatalogue } from "../../optimizers/catalogue";
import { catalogueWith } from "../../optimizers/userOptimizer";
import { readCommentOptions } from "../../options/commentOptions";
import type { SimulateOptions } from "../../options/runOptions";
import type { CommentFault } from "../../protocol/panel";
import type { OwnOptimizerSource } from "../../protocol/runner";
import { findAgain, functionsOf } from "../editor/documents";
import type { HostServices } from "../services";
import type { Subject } from "./subject";

/** A function as its document has it now, with everything that its comment and the workspace say. */
export interface ReadFunction {
  readonly fn: LossFunction;
  readonly options: SimulateOptions;
  /** What is wrong in its comment. */
  readonly faults: readonly CommentFault[];
  readonly optimizers: readonly OwnOptimizerSource[];
  readonly catalogue: OptimizerCatalogue;
}

/** Finds the subject in its document and reads its options; undefined when it is no longer there. */
export async function readFunction(
  document: vscode.TextDocument,
  subject: Subject,
  services: HostServices,
): Promise<ReadFunction | undefined> {
  const { functions } = functionsOf(document, services.settings(document.uri).functionNames);
  const losses = functions.filter(({ role }) => role === "loss");
  const fn =
    findAgain(losses, subject.name, subject.offset) ??
    services.functionAt(document, subject.offset);
  if (!fn) return undefined;
  let optimizers = services.ownOptimizers.known(document);
  let catalogue = catalogueWith(optimizers);
  if (namedOptimizers(fn).some((id) => catalogue.byId(id) === undefined)) {
    await services.ownOptimizers.lookEverywhere();
    optimizers = services.ownOptimizers.known(document);
    catalogue = catalogueWith(optimizers);
  }
  const { options, problems } = readCommentOptions(fn, catalogue);
  const faults = problems
    .filter(({ severity }) => severity === "error")
    .map(({ message, range }) => {
      const { line, character } = document.positionAt(range.from);
      return { message, line: line + 1, column: character + 1 };
    });
  return { fn, options, faults, optimizers, catalogue };
}
