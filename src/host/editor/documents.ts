import * as vscode from "vscode";
import type { FindOptions, Language } from "../../languages/language";
import { languageOf, languages, requireLanguage } from "../../languages/registry";
import { defaultLossWords } from "../../languages/names";
import type { FoundFunctions, LossFunction } from "../../languages/lossFunction";
import type { TextRange } from "../../text/range";

/** Languages of VS Code whose functions can be simulated. */
export const documentLanguages: readonly string[] = languages.flatMap(
  (language) => language.documentLanguages,
);

/** The documents that providers are asked about. */
export const selector: vscode.DocumentSelector = documentLanguages.map((language) => ({
  language,
}));

/** Is this document shown as what another was before, and in no other way? */
export function isOldSideOfDiff({ uri }: vscode.TextDocument): boolean {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const isThis = (other: vscode.Uri) => other.toString() === uri.toString();
  const isOld = inputs.some(
    (input) => input instanceof vscode.TabInputTextDiff && isThis(input.original),
  );
  return (
    isOld && !inputs.some((input) => input instanceof vscode.TabInputText && isThis(input.uri))
  );
}

/** Cells of a notebook see each other's names, which a function that is simulated alone does not. */
const notebookCell = "vscode-notebook-cell";

/** Can this document hold loss functions, wherever it lives? */
export function isSupported(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== notebookCell && languageOf(document.languageId) !== undefined;
}

/** The language of a document that is supported. */
export function languageOfDocument(document: vscode.TextDocument): Language {
  return requireLanguage(document.languageId);
}

/** What the finder needs to know about a document. */
export function findOptions(
  document: vscode.TextDocument,
  moreWords: readonly string[],
): FindOptions {
  return { language: document.languageId, lossWords: [...defaultLossWords, ...moreWords] };
}

/** The marked functions of a document as it stands. */
export function functionsOf(
  document: vscode.TextDocument,
  moreWords: readonly string[],
): FoundFunctions {
  const language = languageOfDocument(document);
  return language.find(document.getText(), findOptions(document, moreWords));
}

/** Offsets as the editor's positions. */
export function rangeOf(document: vscode.TextDocument, { from, to }: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(to));
}

/** Where an edit moves an offset: text inserted at the offset itself pushes it. */
export function shiftOffset(
  offset: number,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): number {
  let shifted = offset;
  for (const { rangeOffset, rangeLength, text } of changes) {
    if (rangeOffset + rangeLength <= offset) shifted += text.length - rangeLength;
    else if (rangeOffset < offset) shifted = Math.min(shifted, rangeOffset + text.length);
  }
  return shifted;
}

/**
 * The function that a panel shows, in a text that has changed: the one of that name nearest to where it was, else the
 * one that now stands there (it was renamed).
 */
export function findAgain(
  functions: readonly LossFunction[],
  name: string,
  offset: number,
): LossFunction | undefined {
  const distance = (fn: LossFunction) => Math.abs(fn.nameRange.from - offset);
  const named = functions.filter((fn) => fn.name === name);
  if (named.length > 0) return named.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return functions.find((fn) => fn.range.from <= offset && offset <= fn.range.to);
}
