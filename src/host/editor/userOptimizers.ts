import * as vscode from "vscode";
import { languageOf, languages } from "../../languages/registry";
import { readOwnOptimizers } from "../../options/userOptimizers";
import type { OwnOptimizerSource } from "../../protocol/runner";
import { wordsOf, type Log } from "../background";
import { isSupported } from "./documents";
import { pathOf } from "../session/openRequest";

const files = `**/*{${languages.flatMap(({ extensions }) => extensions).join(",")}}`;
const ignored = "**/{node_modules,dist,out,build}/**";

/** A workspace with more files than this is not searched beyond them. */
const mostFiles = 2000;

/** Optimizers that the user wrote: in open documents, and in the workspace's files once they have been looked through. */
export class OwnOptimizers implements vscode.Disposable {
  private readonly byFile = new Map<string, readonly OwnOptimizerSource[]>();
  private watcher: vscode.FileSystemWatcher | undefined;
  private scan: Promise<void> | undefined;
  /** Those of open documents, with the versions they were read from. */
  private readonly inOpen = new WeakMap<vscode.TextDocument, VersionRead>();

  constructor(private readonly log: Log) {}

  /** From the first search on: before it nothing is known that could be outdated. */
  private watch(): void {
    if (this.watcher) return;
    this.watcher = vscode.workspace.createFileSystemWatcher(files);
    const changed = (uri: vscode.Uri) => {
      this.byFile.delete(uri.toString());
      this.scan = undefined;
    };
    this.watcher.onDidCreate(changed);
    this.watcher.onDidChange(changed);
    this.watcher.onDidDelete(changed);
  }

  /**
   * All that are known; those of `document` win over others of the same id. Where older versions will do, no text is
   * looked through that has been before.
   */
  known(document: vscode.TextDocument, olderWillDo = false): readonly OwnOptimizerSource[] {
    const open = vscode.workspace.textDocuments.filter(isSupported);
    const openKeys = new Set(open.map(({ uri }) => uri.toString()));
    const elsewhere = [...this.byFile].filter(([key]) => !openKeys.has(key));
    const sources = [
      ...[document, ...open].map((other) => this.inDocument(other, olderWillDo)),
      ...elsewhere.map(([, optimizers]) => optimizers),
    ].flat();
    const byId = new Map<string, OwnOptimizerSource>();
    for (const own of sources) {
      if (!byId.has(own.declaration.id)) byId.set(own.declaration.id, own);
    }
    return [...byId.values()];
  }

  /**
   * Looks through the workspace's files that have not been looked at; they are read, not run, so that a workspace without
   * trust will do. Where they cannot be listed (a server may lack what searches them), the log says so and only open
   * documents count.
   */
  lookEverywhere(): Promise<void> {
    this.watch();
    this.scan ??= this.scanFiles();
    return this.scan;
  }

  dispose(): void {
    this.watcher?.dispose();
  }

  private inDocument(
    document: vscode.TextDocument,
    olderWillDo: boolean,
  ): readonly OwnOptimizerSource[] {
    const before = this.inOpen.get(document);
    if (before && (olderWillDo || before.version === document.version)) return before.optimizers;
    const { version, languageId, uri } = document;
    const optimizers = optimizersIn(document.getText(), languageId, uri);
    this.inOpen.set(document, { version, optimizers });
    return optimizers;
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

interface VersionRead {
  readonly version: number;
  readonly optimizers: readonly OwnOptimizerSource[];
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
  const found = text.includes("@optimizer") && languageOf(language)?.find(text, { language });
  if (!found) return [];
  const file = pathOf(uri, language);
  return readOwnOptimizers(found.functions).optimizers.map((own) => ({ ...own, file, text }));
}
