import * as vscode from "vscode";
import { findLossFunctions } from "../../languages/javascript/find/find";
import { readOwnOptimizers } from "../../options/userOptimizers";
import type { OwnOptimizerSource } from "../../protocol/runner";
import { wordsOf, type Log } from "../background";
import { isSupported } from "./documents";
import { pathOf } from "../session/openRequest";

const files = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";
const ignored = "**/{node_modules,dist,out,build}/**";

/** A workspace with more files than this is not searched beyond them. */
const mostFiles = 2000;

/** Optimizers that the user wrote: in open documents, and in the workspace's files once they have been looked through. */
export class OwnOptimizers implements vscode.Disposable {
  private readonly byFile = new Map<string, readonly OwnOptimizerSource[]>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher(files);
  private scan: Promise<void> | undefined;

  constructor(private readonly log: Log) {
    const changed = (uri: vscode.Uri) => {
      this.byFile.delete(uri.toString());
      this.scan = undefined;
    };
    this.watcher.onDidCreate(changed);
    this.watcher.onDidChange(changed);
    this.watcher.onDidDelete(changed);
  }

  /** All that are known; those of `document` win over others of the same id. */
  known(document: vscode.TextDocument): readonly OwnOptimizerSource[] {
    const open = vscode.workspace.textDocuments.filter(isSupported);
    const openKeys = new Set(open.map(({ uri }) => uri.toString()));
    const elsewhere = [...this.byFile].filter(([key]) => !openKeys.has(key));
    const sources = [
      ...[document, ...open].map((other) =>
        optimizersIn(other.getText(), other.languageId, other.uri),
      ),
      ...elsewhere.map(([, optimizers]) => optimizers),
    ].flat();
    const byId = new Map<string, OwnOptimizerSource>();
    for (const own of sources) {
      if (!byId.has(own.declaration.id)) byId.set(own.declaration.id, own);
    }
    return [...byId.values()];
  }

  /**
   * Looks through the workspace's files that have not been looked at. Only in a trusted workspace. Where they cannot be
   * listed (a server may lack what searches them), the log says so and only open documents count.
   */
  lookEverywhere(): Promise<void> {
    if (!vscode.workspace.isTrusted) return Promise.resolve();
    this.scan ??= this.scanFiles();
    return this.scan;
  }

  dispose(): void {
    this.watcher.dispose();
  }

  private async scanFiles(): Promise<void> {
    try {
      const found = await vscode.workspace.findFiles(files, ignored, mostFiles);
      for (const uri of found) {
        if (!this.byFile.has(uri.toString())) this.byFile.set(uri.toString(), await inFile(uri));
      }
    } catch (error) {
      this.log.warn(`the workspace was not searched for optimizers: ${wordsOf(error)}`);
    }
  }
}

async function inFile(uri: vscode.Uri): Promise<readonly OwnOptimizerSource[]> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return optimizersIn(text, uri.path.slice(uri.path.lastIndexOf(".")), uri);
  } catch {
    return [];
  }
}

function optimizersIn(text: string, language: string, uri: vscode.Uri): OwnOptimizerSource[] {
  if (!text.includes("@optimizer")) return [];
  const { functions } = findLossFunctions(text, { language });
  const file = pathOf(uri);
  return readOwnOptimizers(functions).optimizers.map((own) => ({ ...own, file, text }));
}
