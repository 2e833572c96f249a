import * as vscode from "vscode";
import { wordsOf } from "../background";
import type { Session } from "../session/session";
import { csvChunks, jsonChunks, type ExportedRun } from "../../rows/exportRuns";

/** Characters gathered before the extension host may do something else. */
const charactersPerStretch = 1_000_000;

/** Asks where to, and writes every raw row of every run. */
export async function exportRuns(session: Session, format: "csv" | "json"): Promise<void> {
  const { saveable } = session;
  await session.runs.complete();
  const { byRun } = session.runs.recordings;
  if (!saveable || byRun.size === 0) return;
  const target = await askForFile(saveable.fn.name, format);
  if (!target) return;
  const runs = saveable.settings.runs.flatMap(({ id, options }): ExportedRun[] => {
    const record = byRun.get(id);
    return record ? [{ optimizer: options.optimizer, label: options.label, record }] : [];
  });
  const { parameters, gradient } = saveable.opened;
  const chunks =
    format === "csv"
      ? csvChunks(runs, parameters)
      : jsonChunks(runs, { function: saveable.fn.name, parameters, gradient });
  await writeFile(target, await gather(chunks));
}

export async function savePicture(
  format: "png" | "svg" | "gif",
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const target = await askForFile(name, format);
  if (target) await writeFile(target, bytes);
}

/** `name` only suggests: what leads out of the folder is taken out of it, and a person decides. */
async function askForFile(name: string, extension: string): Promise<vscode.Uri | undefined> {
  const safe = name.replace(/[^\p{L}\p{N} ._-]/gu, "-").replace(/^\.+/, "") || "optimizer-lens";
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${safe}.${extension}`;
  return vscode.window.showSaveDialog({
    filters: { [extension.toUpperCase()]: [extension] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
  });
}

async function gather(chunks: Iterable<string>): Promise<Uint8Array> {
  const parts: string[] = [];
  let characters = 0;
  for (const chunk of chunks) {
    parts.push(chunk);
    characters += chunk.length;
    if (characters > charactersPerStretch) {
      characters = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return new TextEncoder().encode(parts.join(""));
}

async function writeFile(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
    const name = target.path.slice(target.path.lastIndexOf("/") + 1);
    const open = vscode.l10n.t("Open");
    // It stands until it is pressed or closed: nothing waits for it.
    void vscode.window
      .showInformationMessage(vscode.l10n.t("{0} is written.", name), open)
      .then((chosen) => {
        if (chosen === open) void vscode.commands.executeCommand("vscode.open", target);
      });
  } catch (error) {
    const reason = wordsOf(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t("{0} could not be written: {1}", target.fsPath, reason),
    );
  }
}
