import * as vscode from "vscode";
import { readTagObject, type ProblemInText } from "../../options/simulateComment";
import { argumentProblems } from "../../options/fittingRuns";
import { windowProblem } from "../../options/windowProblem";
import type { PanelFinding } from "../../protocol/diagnosis";
import type { Problem } from "../../protocol/problem";
import type { Place } from "../../text/place";
import type { Opened } from "../../protocol/runner";
import { diagnosticAt } from "../editor/diagnostics";
import { rangeOf } from "../editor/documents";
import { pathOf } from "./openRequest";
import type { ReadFunction } from "./readFunction";

/**
 * Diagnostics of a session by document: what of the comment's options does not fit the function that was opened, and what
 * the runner and its diagnosis found. Faults of the options themselves are told by `CommentProblems`, whether there is a panel or not.
 */
export function problemDiagnostics(
  document: vscode.TextDocument,
  read: ReadFunction | undefined,
  opened: Pick<Opened, "startProblem" | "parameters" | "warnings"> | undefined,
  problem: Problem | undefined,
  findings: readonly PanelFinding[] = [],
): Map<string, vscode.Diagnostic[]> {
  const byDocument = new Map<string, vscode.Diagnostic[]>();
  const add = (uri: vscode.Uri, diagnostic: vscode.Diagnostic) => {
    const list = byDocument.get(uri.toString()) ?? [];
    byDocument.set(uri.toString(), [...list, diagnostic]);
  };
  const faults: ProblemInText[] = [];
  const tag = read && readTagObject(read.fn);
  const misfit = (name: string, message: string | undefined) => {
    if (tag && message !== undefined)
      faults.push({ range: tag.rangeOf([name]), message, severity: "error" });
  };
  if (opened) {
    misfit("start", opened.startProblem);
    misfit("window", windowProblem(read?.options.window, opened.parameters));
    const misfits = tag ? argumentProblems(read.options, opened.parameters, tag.value) : [];
    for (const { path, message } of misfits) {
      faults.push({ range: tag!.keyRangeOf(path), message, severity: "error" });
    }
  }
  for (const { range, message, severity } of faults) {
    const level =
      severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
    add(document.uri, diagnosticAt(rangeOf(document, range), message, level));
  }
  const addPlaced = (
    { message, place }: Pick<Problem, "message" | "place">,
    level: vscode.DiagnosticSeverity,
  ): void => {
    if (!place) return;
    add(uriOfPlace(document, place), diagnosticAt(rangeOfPlace(document, place), message, level));
  };
  for (const warning of opened?.warnings ?? []) {
    addPlaced(warning, vscode.DiagnosticSeverity.Warning);
  }
  for (const { text, place } of findings) {
    addPlaced({ message: text, place }, vscode.DiagnosticSeverity.Warning);
  }
  // A fault of the comment is told already.
  const isTold = read?.faults.some(
    ({ line, column }) => line === problem?.place?.line && column === problem.place.column,
  );
  if (problem && !isTold) addPlaced(problem, vscode.DiagnosticSeverity.Error);
  return byDocument;
}

/** The document a place is in: the session's own, whatever its scheme, or a file. */
export function uriOfPlace(document: vscode.TextDocument, place: Place): vscode.Uri {
  return place.file === pathOf(document.uri, document.languageId)
    ? document.uri
    : vscode.Uri.file(place.file);
}

/** The place as a range: to its end, or over the word that begins there. */
export function rangeOfPlace(document: vscode.TextDocument, place: Place): vscode.Range {
  const start = new vscode.Position(place.line - 1, Math.max(0, place.column - 1));
  if (place.endLine !== undefined && place.endColumn !== undefined) {
    return new vscode.Range(start, new vscode.Position(place.endLine - 1, place.endColumn - 1));
  }
  const isHere = uriOfPlace(document, place).toString() === document.uri.toString();
  const word = isHere
    ? document.getWordRangeAtPosition(document.validatePosition(start))
    : undefined;
  return word && word.start.isEqual(start) ? word : new vscode.Range(start, start.translate(0, 1));
}
