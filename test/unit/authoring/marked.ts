import { createCatalogue } from "../../../src/optimizers/catalogue";
import { completionsAt, type Completion } from "../../../src/authoring/completions";
import { hoverAt } from "../../../src/authoring/hover";
import type { Surroundings } from "../../../src/authoring/setting";
import type { CommentStyle } from "../../../src/languages/language";
import { languages } from "../../../src/languages/registry";

const catalogue = createCatalogue();

/** What an editor knows of the text: its functions as they are found in it. */
function surroundingsOf(text: string, style: CommentStyle): Surroundings {
  const language = languages.find(({ commentStyle }) => commentStyle === style)!;
  const [id] = language.documentLanguages;
  const { functions } = language.find(text, { language: id! });
  return {
    functionOf: (tagFrom) =>
      functions.find(({ comment }) => comment && comment.from <= tagFrom && tagFrom < comment.to) ??
      functions.find(({ nameRange }) => nameRange.from > tagFrom),
    arrays: () => language.topLevelNames(text, id!),
  };
}

/** A text with `|` where the cursor is. */
function atMark(marked: string): readonly [string, number] {
  const offset = marked.indexOf("|");
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

export function completionsIn(marked: string, style: CommentStyle = "slashes") {
  const [text, offset] = atMark(marked);
  return completionsAt(text, offset, style, catalogue, surroundingsOf(text, style));
}

export function labelsIn(marked: string, style: CommentStyle = "slashes"): string[] {
  return completionsIn(marked, style).map(({ label }) => label);
}

/** The text once the completion of that label has been chosen, `$1` and the like as they are. */
export function chosen(marked: string, label: string, style: CommentStyle = "slashes"): string {
  const [text] = atMark(marked);
  const found = completionsIn(marked, style).find((one) => one.label === label);
  if (!found) throw new Error(`no completion is called ${label}`);
  return apply(text, found);
}

function apply(text: string, { range, snippet, also }: Completion): string {
  const done = text.slice(0, range.from) + snippet + text.slice(range.to);
  return also ? done.slice(0, also.from) + also.newText + done.slice(also.to) : done;
}

export function hoverIn(marked: string, style: CommentStyle = "slashes") {
  const [text, offset] = atMark(marked);
  const hover = hoverAt(text, offset, style, catalogue, surroundingsOf(text, style));
  return hover && { text: text.slice(hover.range.from, hover.range.to), says: hover.markdown };
}
