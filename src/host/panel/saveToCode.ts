import * as vscode from "vscode";
import { requireLanguage } from "../../languages/registry";
import { formatOnOneLine } from "../../text/json5Format";
import { readTagObject } from "../../options/simulateComment";
import { writeSimulateComment } from "../../options/writeComment";
import type { TextEdit } from "../../options/tagText";
import { rangeOf } from "../editor/documents";
import type { Saveable } from "../session/session";
import { replacements, writtenOptions, type Json5Object } from "./writtenOptions";

/** Writes what the panel changed into the function's `@simulate` comment: one edit, one undo. */
export async function saveToCode(uri: vscode.Uri, saveable: Saveable): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to, newText } of editsOf(document.getText(), saveable)) {
    edit.replace(uri, rangeOf(document, { from, to }), newText);
  }
  const written = await vscode.workspace.applyEdit(edit);
  if (!written) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t("The settings could not be written: {0} cannot be edited.", uri.path),
    );
  }
  return written;
}

/** Single values where that is enough, which leaves the comment as its author laid it out; else the whole object. */
function editsOf(text: string, { fn, catalogue, code, settings }: Saveable): readonly TextEdit[] {
  const tag = readTagObject(fn);
  const before = isObject(tag?.value) ? tag.value : undefined;
  const options = writtenOptions(before, code, settings, catalogue);
  const values = before && replacements(before, options);
  if (!tag || !values) {
    return [writeSimulateComment(text, fn, options, requireLanguage(fn.language).commentStyle)];
  }
  return values.map(({ path, value }) => ({
    ...tag.rangeOf(path),
    newText: formatOnOneLine(value),
  }));
}

function isObject(value: unknown): value is Json5Object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
