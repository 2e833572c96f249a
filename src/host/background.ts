import * as vscode from "vscode";

/** Where it is told what went wrong. */
export type Log = Pick<vscode.LogOutputChannel, "error" | "warn">;

/** An error in words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets work go on that nobody waits for: should it fail, the log says so. */
export function inBackground(work: PromiseLike<unknown>, what: string, log: Log): void {
  work.then(undefined, (error: unknown) => logFailure(error, what, log));
}

/** Lets work go on that a person asked for: should it fail, they are told. */
export function onRequest(work: PromiseLike<unknown>, what: string, log: Log): void {
  work.then(undefined, (error: unknown) => {
    logFailure(error, what, log);
    void vscode.window.showErrorMessage(vscode.l10n.t("Optimizer Lens: {0}", wordsOf(error)));
  });
}

/** Puts an error into the log, with where it came from. */
export function logFailure(error: unknown, what: string, log: Log): void {
  const trace = error instanceof Error ? error.stack : undefined;
  log.error(`${what} failed: ${trace ?? wordsOf(error)}`);
}
