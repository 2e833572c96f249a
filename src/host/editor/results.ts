import * as vscode from "vscode";
import type { PanelRun } from "../../protocol/panel";
import type { RunRecord } from "../../rows/runRecord";

/** The latest results of each function in words, for the lens above it. */
export class Results implements vscode.Disposable {
  private readonly words = new Map<string, string>();
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

  dispose(): void {
    this.emitter.dispose();
  }
}

function keyOf(uri: vscode.Uri, name: string): string {
  return `${uri.toString()}#${name}`;
}

/** "Adam 3.2e-9 after 1000", "GD diverged at 12". */
function resultInWords(label: string, record: RunRecord): string {
  const { stop } = record;
  if (!stop) return vscode.l10n.t("{0} running", label);
  const loss = shortNumber(record.loss.at(record.rows - 1));
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

/** Three significant digits, the way people write them: 3.2e-9, 0.0417, 12.5, 10200. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(3)));
  return value
    .toExponential(2)
    .replace(/\.?0+e/, "e")
    .replace("e+", "e");
}
