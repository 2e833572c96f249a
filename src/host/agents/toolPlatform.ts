import * as vscode from "vscode";
import { allowedFile } from "../../headless/allowedFile";
import { diskTexts } from "../../headless/diskTexts";
import type { Connection } from "../../headless/simulateOnce";
import type { Texts } from "../../headless/source";
import type { ToolPlatform } from "../../headless/tools";
import { UsageError } from "../../headless/usageError";

/** The folders of the workspace that are on disk. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
}

/**
 * What the tools work with inside VS Code: documents as they stand, saved or not, of a trusted workspace. Each use has a
 * process of its own, which ends with it.
 */
export function toolPlatform(connection: Connection, pictures: boolean): ToolPlatform {
  return {
    pictures,
    texts: openTexts,
    resolve(file) {
      if (!vscode.workspace.isTrusted)
        throw new UsageError("this workspace is not trusted, so its code is not run");
      const folders = workspaceFolders();
      if (folders.length === 0) throw new UsageError("no folder is open");
      return allowedFile(file, folders);
    },
    overlays: () =>
      Object.fromEntries(
        vscode.workspace.textDocuments
          .filter(({ isDirty, uri }) => isDirty && uri.scheme === "file")
          .map((document) => [document.uri.fsPath, document.getText()]),
      ),
    connection,
  };
}

const openTexts: Texts = {
  read(file) {
    const open = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === "file" && uri.fsPath === file,
    );
    return open ? open.getText() : diskTexts.read(file);
  },
  list: (folder) => diskTexts.list(folder),
};
