import type { CommentStyle } from "../languages/language";
import type { OptimizerCatalogue } from "../optimizers/catalogue";
import type { TextRange } from "../text/range";
import { sayInEditor } from "../../l10n/authoring";
import { settingsHere, valuesHere } from "./allowedHere";
import { cursorAt, nameOf } from "./cursor";
import { describeNamed, describeSetting, plain } from "./descriptions";
import type { Surroundings } from "./setting";

/** What is said of a stretch of a document, as Markdown. */
export interface HoverText {
  readonly range: TextRange;
  readonly markdown: string;
}

/** What the settings of a comment say at an offset: of a name what it means, of a value what it stands for. */
export function hoverAt(
  text: string,
  offset: number,
  style: CommentStyle,
  catalogue: OptimizerCatalogue,
  surroundings: Surroundings,
): HoverText | undefined {
  const cursor = cursorAt(text, offset, style);
  if (cursor?.typed === undefined) return undefined;
  const { from, to } = cursor.typed;
  const hover = (markdown: string): HoverText => ({ range: { from, to }, markdown });
  const word = nameOf(cursor.typed);
  if (cursor.at === "value" && word !== undefined) {
    const words = valuesHere(cursor, catalogue, surroundings).flatMap((allowed) =>
      allowed.kind === "words" ? allowed.words() : [],
    );
    const names = words.find((one) => one.text === word)?.names;
    if (names) return hover(describeNamed(names));
  }
  const key = cursor.entry?.key && nameOf(cursor.entry.key);
  const setting = settingsHere(cursor, catalogue, surroundings).find(({ name }) => name === key);
  return setting && hover(describeSetting(setting));
}

/** What is said of a function by its latest results. */
export function resultMarkdown(result: string, finding: string | undefined): string {
  const lines = [sayInEditor("doc.latest", { result: plain(result) })];
  if (finding !== undefined) lines.push(plain(finding));
  return lines.join("\n\n");
}
