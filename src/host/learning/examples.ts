import * as vscode from "vscode";
import type { Lessons } from "./lessons";

const languageOfExtension: Readonly<Record<string, string>> = {
  ts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
};

interface Example extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
  readonly file: string;
}

/** The shipped examples and lessons: listed, opened as documents to change at will, and known again by their text. */
export class Examples {
  private readonly texts = new Set<string>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly lessons: Lessons,
  ) {}

  /** Opens an example: the one of that file name, or one that is picked. */
  async openExample(file?: string): Promise<vscode.TextEditor | undefined> {
    return this.open(await this.list("examples"), file, vscode.l10n.t("Which example?"));
  }

  /** Opens a lesson: the one of that file name, or one that is picked by its title. */
  async openLesson(file?: string): Promise<vscode.TextEditor | undefined> {
    const titles = await this.lessons.all();
    const files = await this.list("examples/lessons");
    const lessons = files.map((example, index) => {
      const title = titles.find((lesson) => lesson.file === example.file)?.title;
      return { ...example, label: `${index + 1}. ${title ?? example.file}`, detail: "" };
    });
    const editor = await this.open(lessons, file, vscode.l10n.t("Which lesson?"));
    return editor;
  }

  /** Is this text one of ours, unchanged? Such code may run without trust in the workspace. */
  isUnchanged(document: vscode.TextDocument): boolean {
    return document.uri.scheme === "untitled" && this.texts.has(document.getText());
  }

  private async open(
    examples: readonly Example[],
    file: string | undefined,
    question: string,
  ): Promise<vscode.TextEditor | undefined> {
    const chosen =
      examples.find((example) => example.file === file) ??
      (await vscode.window.showQuickPick(examples, {
        placeHolder: question,
        matchOnDetail: true,
      }));
    if (!chosen) return undefined;
    const content = await readText(chosen.uri);
    this.texts.add(content);
    const extension = chosen.file.slice(chosen.file.lastIndexOf(".") + 1);
    const document = await vscode.workspace.openTextDocument({
      content,
      language: languageOfExtension[extension] ?? "typescript",
    });
    await this.lessons.all();
    this.lessons.remember(document, chosen.file);
    return vscode.window.showTextDocument(document);
  }

  private async list(folder: string): Promise<Example[]> {
    const directory = vscode.Uri.joinPath(this.extensionUri, "media", ...folder.split("/"));
    const entries = await vscode.workspace.fs.readDirectory(directory);
    const files = entries
      .filter(([name, type]) => type === vscode.FileType.File && /\.[cm]?[jt]sx?$/.test(name))
      .map(([name]) => name)
      .sort();
    return Promise.all(
      files.map(async (file) => {
        const uri = vscode.Uri.joinPath(directory, file);
        return { uri, file, label: file, detail: headline(await readText(uri)) };
      }),
    );
  }
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** The first sentence of the first doc comment says what an example shows. */
function headline(text: string): string {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  const prose = comment.replaceAll(/\s*\n\s*\*\s?/g, " ").trim();
  return /^.*?[.:](?=\s|$)/.exec(prose)?.[0] ?? prose.slice(0, 120);
}
