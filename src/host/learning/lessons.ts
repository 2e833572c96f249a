import * as vscode from "vscode";
import * as v from "valibot";
import type { LessonLink, PanelState } from "../../protocol/panel";

const lessonList = v.array(
  v.object({
    file: v.string(),
    title: v.string(),
    paragraphs: v.array(v.string()),
    tries: v.array(v.string()),
  }),
);

export type Lesson = v.InferOutput<typeof lessonList>[number];

function linkTo({ file, title }: Lesson): LessonLink {
  return { file, title };
}

/** The lecture's lessons in the language of VS Code's display, and which document belongs to which. */
export class Lessons {
  private lessons: readonly Lesson[] = [];
  /** Documents that were opened from a lesson, by URI. */
  private readonly opened = new Map<string, string>();

  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Reads the texts once. */
  async all(): Promise<readonly Lesson[]> {
    if (this.lessons.length === 0)
      this.lessons = await this.load(vscode.env.language.toLowerCase());
    return this.lessons;
  }

  /** Remembers that a document was opened from a lesson's file. */
  remember(document: vscode.TextDocument, file: string): void {
    this.opened.set(document.uri.toString(), file);
  }

  /** The lesson of a document, as a field of the panel's state. */
  of(uri: vscode.Uri): Pick<PanelState, "lesson"> {
    const file = this.opened.get(uri.toString()) ?? uri.path.slice(uri.path.lastIndexOf("/") + 1);
    const index = this.lessons.findIndex((candidate) => candidate.file === file);
    const lesson = this.lessons[index];
    if (!lesson) return {};
    const { title, paragraphs, tries } = lesson;
    const [previous, next] = [this.lessons[index - 1], this.lessons[index + 1]];
    return {
      lesson: {
        ...{ title, paragraphs, tries },
        previous: previous && linkTo(previous),
        next: next && linkTo(next),
      },
    };
  }

  private async load(language: string): Promise<readonly Lesson[]> {
    const folder = vscode.Uri.joinPath(this.extensionUri, "media", "lessons");
    for (const name of [`lessons.${language}.json`, "lessons.en.json"]) {
      try {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
        return v.parse(lessonList, JSON.parse(new TextDecoder().decode(bytes)));
      } catch {
        // No translation into this language: the next name is the English one.
      }
    }
    return [];
  }
}
