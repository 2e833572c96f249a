import * as vscode from "vscode";
import type { PanelState } from "../../protocol/panel";
import type { Opened } from "../../protocol/runner";
import { shiftOffset } from "../editor/documents";
import { revealOffset, revealRange } from "../editor/reveal";
import type { HostServices } from "../services";
import { openFunction, type Opening } from "./openFunction";
import type { ReadFunction } from "./readFunction";
import { shownFunction } from "./shownFunction";
import { keyOf, type Subject } from "./subject";
import type { Typing } from "./typing";

/**
 * The function of a session: where it stands, what was read of it last, and how the runner had it open last. Who follows a
 * session looks at this; what changes it is below.
 */
export class SessionFunction {
  /** Absent until its document has been read. */
  read: ReadFunction | undefined;
  /** Absent until it has been opened. */
  opened: Opened | undefined;
  private line = 1;
  private version = 0;

  constructor(
    private readonly session: string,
    public subject: Subject,
    private readonly services: HostServices,
    private readonly typing: Typing,
  ) {}

  /** What a panel says of it, if it is open. */
  get shown(): Pick<PanelState, "function" | "gradient"> {
    const { read, opened, subject, line, version } = this;
    return read && opened ? shownFunction({ read, opened, subject, line, version }) : {};
  }

  /** Follows another, of which nothing is known yet, or the same from where it is said to stand. Says whether it is another. */
  follow(subject: Subject): boolean {
    const isAnother = keyOf(subject) !== keyOf(this.subject);
    this.subject = subject;
    if (isAnother) {
      this.read = undefined;
      this.opened = undefined;
    }
    return isAnother;
  }

  /** A document was edited. Says whether that may change what the function is. */
  edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
    const { uri, offset } = this.subject;
    if (document.uri.toString() !== uri.toString()) return this.dependsOn(document.uri);
    this.subject = { ...this.subject, offset: shiftOffset(offset, contentChanges) };
    return true;
  }

  dependsOn(uri: vscode.Uri): boolean {
    return this.opened?.inputs.includes(uri.fsPath) ?? false;
  }

  /**
   * Reads it as it is written now and opens it; `begins` is told once it has been found. Undefined where something newer
   * has been asked for meanwhile. That it is open is for who asked to say: it may have been stopped.
   */
  async open(isOutdated: () => boolean, begins: () => void): Promise<Opening | undefined> {
    const began = performance.now();
    const opening = await openFunction(this.session, this.subject, this.services, ({ fn }) => {
      if (isOutdated()) return;
      this.subject = { ...this.subject, name: fn.name, offset: fn.nameRange.from };
      begins();
    });
    if (isOutdated()) return undefined;
    this.typing.lastOpening = performance.now() - began;
    // Half a word is no fault yet.
    if (!opening.ok) await this.typing.paused();
    if (isOutdated()) return undefined;
    const { document, read } = opening;
    if (document && read) {
      this.read = read;
      this.line = document.positionAt(read.fn.nameRange.from).line + 1;
    }
    return opening;
  }

  wasOpened(opened: Opened): void {
    this.opened = opened;
    this.version++;
  }

  /** How its gradient came about in the end. */
  hadGradient(gradient: Opened["gradient"]): void {
    if (this.opened) this.opened = { ...this.opened, gradient };
  }

  async reveal(): Promise<void> {
    await revealOffset(this.subject.uri, this.subject.offset);
  }

  /** Shows the first fault of its comment. */
  async revealFault(): Promise<void> {
    const [fault] = this.read?.faults ?? [];
    if (!fault) return;
    const document = await vscode.workspace.openTextDocument(this.subject.uri);
    const at = new vscode.Position(fault.line - 1, fault.column - 1);
    await revealRange(document, new vscode.Range(at, at));
  }
}
