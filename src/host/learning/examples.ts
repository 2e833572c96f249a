import * as vscode from "vscode";
import { exampleScheme, type ExampleFiles } from "./exampleFiles";
import type { Lessons } from "./lessons";

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
    private readonly kept: ExampleFiles,
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
    return document.uri.scheme === exampleScheme && this.texts.has(document.getText());
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
    this.texts.add(await readText(chosen.uri));
    const document = await this.kept.open(chosen.file);
    await this.lessons.all();
    this.lessons.remember(document, chosen.file);
    // Beside a panel, and never over it.
    const [editor] = vscode.window.visibleTextEditors;
    const isPanelAlone =
      vscode.window.tabGroups.all[0]?.activeTab?.input instanceof vscode.TabInputWebview;
    const free = isPanelAlone ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    const viewColumn = editor?.viewColumn ?? free;
    return vscode.window.showTextDocument(document, { viewColumn });
  }

  private async list(folder: string): Promise<Example[]> {
    const directory = vscode.Uri.joinPath(this.extensionUri, "media", ...folder.split("/"));
    const entries = await vscode.workspace.fs.readDirectory(directory);
    const files = entries
      .filter(
        ([name, type]) => type === vscode.FileType.File && /\.(?:[cm]?[jt]sx?|py)$/.test(name),
      )
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

/** The first sentence of the first doc comment or docstring says what an example shows. */
function headline(text: string): string {
  const [, doc, string] = /\/\*\*([\s\S]*?)\*\/|"""([\s\S]*?)"""/.exec(text) ?? [];
  const comment = doc ?? string ?? "";
  const prose = comment.replaceAll(/\s*\n\s*\*\s?/g, " ").trim();
  return /^.*?[.:](?=\s|$)/.exec(prose)?.[0] ?? prose.slice(0, 120);
}
