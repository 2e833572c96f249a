import * as vscode from "vscode";
import type { PanelFinding } from "../../protocol/diagnosis";
import type { PanelRun } from "../../protocol/panel";
import type { RunRecord } from "../../rows/runRecord";
import { numberText } from "../../text/number";

/** The latest results of each function in words, for the lens above it. */
export class Results implements vscode.Disposable {
  private readonly words = new Map<string, string>();
  private readonly findings = new Map<string, string>();
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChange = this.emitter.event;

  report(
    { uri, name }: { readonly uri: vscode.Uri; readonly name: string },
    runs: readonly PanelRun[],
    records: ReadonlyMap<string, RunRecord>,
  ): void {
    const parts = runs.flatMap(({ id, hidden, options: { label } }) => {
      const record = records.get(id);
      return record && !hidden ? [resultInWords(label, record)] : [];
    });
    const key = keyOf(uri, name);
    const text = parts.join(" · ");
    if (this.words.get(key) === text) return;
    this.words.set(key, text);
    this.emitter.fire();
  }

  of(uri: vscode.Uri, name: string): string | undefined {
    return this.words.get(keyOf(uri, name));
  }

  /** The finding of the latest runs that matters most, in words; of several alike the first. */
  findingOf(uri: vscode.Uri, name: string): string | undefined {
    return this.findings.get(keyOf(uri, name));
  }

  reportFindings(
    { uri, name }: { readonly uri: vscode.Uri; readonly name: string },
    findings: readonly PanelFinding[],
  ): void {
    const [worst] = [...findings].sort((a, b) => weights[b.severity] - weights[a.severity]);
    const key = keyOf(uri, name);
    if (worst) this.findings.set(key, `${worst.title}: ${worst.text}`);
    else this.findings.delete(key);
  }

  dispose(): void {
    this.emitter.dispose();
  }
}

const weights = { info: 0, warning: 1, error: 2 } as const;

function keyOf(uri: vscode.Uri, name: string): string {
  return `${uri.toString()}#${name}`;
}

/** "Adam 3.2e-9 after 1000", "GD diverged at 12". */
function resultInWords(label: string, record: RunRecord): string {
  const { stop } = record;
  if (!stop) return vscode.l10n.t("{0} running", label);
  const loss = numberText(record.loss.at(record.rows - 1), 3);
  switch (stop.reason) {
    case "steps":
      return vscode.l10n.t("{0} {1} after {2}", label, loss, stop.step);
    case "converged":
      return vscode.l10n.t("{0} {1}, converged at {2}", label, loss, stop.step);
    case "diverged":
      return vscode.l10n.t("{0} diverged at {1}", label, stop.step);
    case "nonFinite":
      return vscode.l10n.t("{0} not finite at {1}", label, stop.step);
    case "threw":
      return vscode.l10n.t("{0} threw at {1}", label, stop.step);
    case "cancelled":
      return vscode.l10n.t("{0} {1}, stopped at {2}", label, loss, stop.step);
  }
}
