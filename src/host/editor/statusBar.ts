import * as vscode from "vscode";

/** A status bar item that is there only while something runs; a click stops it. */
export class RunningItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    "optimizerLens.running",
    vscode.StatusBarAlignment.Left,
  );
  private readonly running = new Map<string, number>();
  private isShown = false;

  constructor() {
    this.item.name = "Optimizer Lens";
    this.item.command = "optimizerLens.stop";
    this.item.tooltip = vscode.l10n.t("Optimizer Lens is simulating. Click to stop.");
  }

  /** `progress` from 0 to 1, or undefined once the session is idle. */
  report(session: string, progress: number | undefined): void {
    if (progress === undefined) this.running.delete(session);
    else this.running.set(session, progress);
    const shares = [...this.running.values()];
    if (shares.length === 0) {
      // Hiding costs a message to the window, even of what is not there.
      if (this.isShown) this.item.hide();
      this.isShown = false;
      return;
    }
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    this.item.text = `$(sync~spin) ${vscode.l10n.t("Simulating {0} %", Math.floor(100 * mean))}`;
    this.item.show();
    this.isShown = true;
  }

  dispose(): void {
    this.item.dispose();
  }
}
