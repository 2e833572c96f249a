import * as vscode from "vscode";

/** Under this scheme examples and lessons stand: files of no disk, `/valley.ts`. */
export const exampleScheme = "optimizer-lens-example";

/** Milliseconds after the last key at which a changed example is kept. */
const patience = 300;

/**
 * The shipped examples and lessons as files that may be changed at will. What is changed is kept by itself, so that nobody
 * is asked about it when its tab is closed, and stays across a reload; opened anew, an example is as it was shipped.
 */
export class ExampleFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly parts: vscode.Disposable;
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly kept: vscode.Memento,
  ) {
    this.parts = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerFileSystemProvider(exampleScheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.keepSoon(document)),
    );
  }

  /** The document of an example, as it was shipped unless a tab shows it. */
  async open(file: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: exampleScheme, path: `/${file}` });
    const document = await vscode.workspace.openTextDocument(uri);
    // VS Code keeps a document for a while after its tab was closed.
    if (!isInTab(uri)) await putBack(document, await this.shipped(uri));
    return document;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength } = await this.readFile(uri);
    const { time = 0 } = this.keptOf(uri) ?? {};
    return { type: vscode.FileType.File, ctime: 0, mtime: time, size: byteLength };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const kept = this.keptOf(uri);
    return kept ? new TextEncoder().encode(kept.text) : this.shipped(uri);
  }

  private async shipped(uri: vscode.Uri): Promise<Uint8Array> {
    for (const folder of ["examples", "examples/lessons"]) {
      try {
        const shipped = vscode.Uri.joinPath(this.extensionUri, "media", folder, uri.path);
        return await vscode.workspace.fs.readFile(shipped);
      } catch {
        // It is in the other folder, or nowhere.
      }
    }
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const kept: Kept = { text: new TextDecoder().decode(content), time: Date.now() };
    await this.kept.update(uri.path, kept);
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.parts.dispose();
  }

  private keptOf(uri: vscode.Uri): Kept | undefined {
    return this.kept.get<Kept>(uri.path);
  }

  private keepSoon(document: vscode.TextDocument): void {
    if (document.uri.scheme !== exampleScheme || !document.isDirty) return;
    const name = document.uri.toString();
    clearTimeout(this.waiting.get(name));
    this.waiting.set(
      name,
      setTimeout(() => void keep(document), patience),
    );
  }
}

/** What a person made of an example, and when. */
interface Kept {
  readonly text: string;
  readonly time: number;
}

function isInTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
}

async function putBack(document: vscode.TextDocument, content: Uint8Array): Promise<void> {
  const text = new TextDecoder().decode(content);
  if (document.getText() === text) return;
  const all = new vscode.Range(
    new vscode.Position(0, 0),
    document.lineAt(document.lineCount - 1).range.end,
  );
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, all, text);
  await vscode.workspace.applyEdit(edit);
}

/** Nothing is formatted or trimmed meanwhile: whoever types has not asked for that. */
async function keep(document: vscode.TextDocument): Promise<void> {
  if (document.isClosed || !document.isDirty) return;
  const isActive = vscode.window.activeTextEditor?.document === document;
  if (isActive)
    await vscode.commands.executeCommand("workbench.action.files.saveWithoutFormatting");
  else await document.save();
}
