import * as vscode from "vscode";

const languageOfExtension: Readonly<Record<string, string>> = {
  ts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
};

interface Example extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** The shipped examples and lessons: listed, opened as files of the user's own, and known again by their text. */
export class Examples {
  private readonly texts = new Set<string>();

  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Opens an example, the one of that file name or one that is picked, as an untitled document to change at will. */
  async open(folder: "" | "lessons" = "", name?: string): Promise<vscode.TextEditor | undefined> {
    const examples = await this.list(folder);
    const chosen =
      examples.find(({ uri }) => uri.path.endsWith(`/${name ?? ""}`)) ??
      (await vscode.window.showQuickPick(examples, {
        placeHolder: folder ? vscode.l10n.t("Which lesson?") : vscode.l10n.t("Which example?"),
        matchOnDetail: true,
      }));
    if (!chosen) return undefined;
    const content = await readText(chosen.uri);
    this.texts.add(content);
    const extension = chosen.uri.path.slice(chosen.uri.path.lastIndexOf(".") + 1);
    const document = await vscode.workspace.openTextDocument({
      content,
      language: languageOfExtension[extension] ?? "typescript",
    });
    return vscode.window.showTextDocument(document);
  }

  /** Is this text one of ours, unchanged? Such code may run without trust in the workspace. */
  isUnchanged(document: vscode.TextDocument): boolean {
    return document.uri.scheme === "untitled" && this.texts.has(document.getText());
  }

  private async list(folder: string): Promise<Example[]> {
    const directory = vscode.Uri.joinPath(this.extensionUri, "media", "examples", folder);
    const entries = await vscode.workspace.fs.readDirectory(directory);
    const files = entries
      .filter(([name, type]) => type === vscode.FileType.File && /\.[cm]?[jt]sx?$/.test(name))
      .map(([name]) => vscode.Uri.joinPath(directory, name));
    return Promise.all(
      files.map(async (uri) => {
        const file = uri.path.slice(uri.path.lastIndexOf("/") + 1);
        return { uri, label: file, detail: headline(await readText(uri)) };
      }),
    );
  }
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** The first line of the first doc comment says what an example shows. */
function headline(text: string): string {
  return /\/\*\*\s*(?:\n\s*\*)?\s*([^\n*]+)/.exec(text)?.[1]?.trim() ?? "";
}
