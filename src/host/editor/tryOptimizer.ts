import * as vscode from "vscode";
import { declaredOptimizer } from "../../optimizers/userOptimizer";
import { runWithDefaults } from "../../options/defaultRuns";
import { functionsOf } from "./documents";
import type { Panels } from "../panel/panels";
import type { HostServices } from "../services";

/** What the lens above an optimizer of the user's own passes. */
export interface TryArgument {
  readonly uri: string;
  readonly id: string;
}

export function isTryArgument(value: unknown): value is TryArgument {
  if (typeof value !== "object" || value === null) return false;
  const { uri, id } = value as Partial<Record<keyof TryArgument, unknown>>;
  return typeof uri === "string" && typeof id === "string";
}

/** Runs an optimizer of the user's own: on the loss function of its file, else on the one that is on show. */
export async function tryOptimizer(
  { uri, id }: TryArgument,
  panels: Panels,
  services: HostServices,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const own = services.ownOptimizers
    .known(document)
    .find(({ declaration }) => declaration.id === id);
  if (!own) return;
  const { functions } = functionsOf(document, services.settings(document.uri).functionNames);
  const loss = functions.find(({ role }) => role === "loss");
  if (loss) {
    const { name, nameRange } = loss;
    await panels.show({ uri: document.uri, name, offset: nameRange.from });
  }
  const session = panels.current?.session;
  if (!session) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Simulate a loss function first; {0} can then be added to its runs.", id),
    );
    return;
  }
  const runs = session.settings?.runs ?? [];
  if (runs.some(({ options }) => options.optimizer === id)) return;
  await session.addRun(runWithDefaults(declaredOptimizer(own.declaration)));
}
