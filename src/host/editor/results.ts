import * as vscode from "vscode";
import type { PanelFinding } from "../../protocol/diagnosis";
import type { PanelRun } from "../../protocol/panelCalls";
import type { RunRecord } from "../../rows/runRecord";
import { countText, endsInNumber, numberText } from "../../text/number";

/** What is told of the runs of a function at most: the first runs, and a label's beginning. */
const [mostRuns, longestLabel] = [3, 24];

/** Milliseconds after an edit in which a panel brings new results, if one does. */
const patience = 2000;

/** The latest results of each function in words, for the lens above it; those of a text that was are dropped. */
export class Results implements vscode.Disposable {
  private readonly words = new Map<string, string>();
  private readonly findings = new Map<string, string>();
  private readonly outdated = new Map<string, NodeJS.Timeout>();
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChange = this.emitter.event;

  report(
    { uri, name }: { readonly uri: vscode.Uri; readonly name: string },
    runs: readonly PanelRun[],
    records: ReadonlyMap<string, RunRecord>,
  ): void {
    clearTimeout(this.outdated.get(uri.toString()));
    const all = runs.flatMap(({ id, hidden, options: { label } }) => {
      const record = records.get(id);
      return record && !hidden ? [resultInWords(shortLabel(label), record)] : [];
    });
    const key = keyOf(uri, name);
    const more = all.length - mostRuns;
    const parts = [
      ...all.slice(0, mostRuns),
      ...(more > 0 ? [vscode.l10n.t("{0} more", more)] : []),
    ];
    const text = parts.join(" · ");
    if (this.words.get(key) === text) return;
    this.words.set(key, text);
    this.emitter.fire();
  }

  /** A document was edited: what is known of its functions goes unless something newer comes soon. */
  edited(uri: vscode.Uri): void {
    const document = uri.toString();
    const keys = [...this.words.keys()].filter((key) => key.startsWith(`${document}#`));
    if (keys.length === 0) return;
    clearTimeout(this.outdated.get(document));
    const drop = () => {
      for (const key of keys) {
        this.words.delete(key);
        this.findings.delete(key);
      }
      this.emitter.fire();
    };
    this.outdated.set(document, setTimeout(drop, patience));
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
    for (const timer of this.outdated.values()) clearTimeout(timer);
    this.emitter.dispose();
  }
}

const weights = { info: 0, warning: 1, error: 2 } as const;

function keyOf(uri: vscode.Uri, name: string): string {
  return `${uri.toString()}#${name}`;
}

function shortLabel(label: string): string {
  return label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
}

/** "Adam 3.2e-9 after 1,000", "GD diverged at 12". */
function resultInWords(label: string, record: RunRecord): string {
  const { stop } = record;
  if (!stop) return vscode.l10n.t("{0} running", label);
  const number = numberText(record.loss.at(record.rows - 1), 3);
  const loss = endsInNumber(label) ? `L ${number}` : number;
  const step = countText(stop.step);
  switch (stop.reason) {
    case "steps":
      return vscode.l10n.t("{0} {1} after {2}", label, loss, step);
    case "converged":
      return vscode.l10n.t("{0} {1}, converged at {2}", label, loss, step);
    case "diverged":
      return vscode.l10n.t("{0} diverged at {1}", label, step);
    case "nonFinite":
      return vscode.l10n.t("{0} not finite at {1}", label, step);
    case "threw":
      return vscode.l10n.t("{0} failed at {1}", label, step);
    case "cancelled":
      return vscode.l10n.t("{0} {1}, stopped at {2}", label, loss, step);
  }
}
