import * as vscode from "vscode";

/** Diagnostics of all sessions in one collection: what a session reports replaces what it reported before. */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("optimizer-lens");
  private readonly bySession = new Map<string, ReadonlyMap<string, readonly vscode.Diagnostic[]>>();

  /** `byDocument` is keyed by the document's URI string. */
  report(session: string, byDocument: ReadonlyMap<string, readonly vscode.Diagnostic[]>): void {
    const before = this.bySession.get(session);
    if (byDocument.size > 0) this.bySession.set(session, byDocument);
    else this.bySession.delete(session);
    for (const uri of new Set([...(before?.keys() ?? []), ...byDocument.keys()])) this.show(uri);
  }

  clear(session: string): void {
    this.report(session, new Map());
  }

  dispose(): void {
    this.collection.dispose();
  }

  private show(uri: string): void {
    const seen = new Map<string, vscode.Diagnostic>();
    for (const byDocument of this.bySession.values()) {
      for (const diagnostic of byDocument.get(uri) ?? []) {
        const { start } = diagnostic.range;
        seen.set(`${start.line}:${start.character}:${diagnostic.message}`, diagnostic);
      }
    }
    this.collection.set(vscode.Uri.parse(uri), [...seen.values()]);
  }
}

/** A diagnostic of ours. */
export function diagnosticAt(
  range: vscode.Range,
  message: string,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = "Optimizer Lens";
  return diagnostic;
}
