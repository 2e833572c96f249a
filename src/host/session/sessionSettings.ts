import { isRecord } from "../../options/problems";
import type { SimulateOptions } from "../../options/runOptions";
import type { PanelSettings } from "../../protocol/panel";
import type { SettingsChange } from "../../protocol/panelCalls";
import type { Opened } from "../../protocol/runner";
import type { RunLook } from "../../protocol/runList";
import {
  fittingChange,
  looksOf,
  settingsOfCode,
  withChange,
  withMended,
} from "./effectiveSettings";

/** The settings of a session: what the code asks for, and what the panel changed on top of it. */
export class SessionSettings {
  private ofCode: PanelSettings | undefined;
  private onTop: SettingsChange = {};
  private parameters: readonly string[] = [];
  /** As the function had it at first: rates that were fitted to it stay while its code is edited. */
  private startRate: number | undefined;
  /** How the code's runs look where they were saved into it by the panel. */
  private looks: readonly RunLook[] = [];

  /** Absent until the function has been opened. */
  get inForce(): PanelSettings | undefined {
    return this.ofCode && withChange(this.ofCode, this.onTop);
  }

  /** What the code asks for. Absent until the function has been opened. */
  get code(): PanelSettings | undefined {
    return this.ofCode;
  }

  /** What the code asks for, where the panel changed some of it. */
  get codeWhereChanged(): PanelSettings | undefined {
    return Object.keys(this.onTop).length > 0 ? this.ofCode : undefined;
  }

  /** What the panel changed, for after a reload. */
  get change(): SettingsChange {
    return this.onTop;
  }

  /** The code was read anew. */
  codeSays(
    options: SimulateOptions,
    opened: Pick<Opened, "parameters" | "start" | "startRate">,
    defaultSteps: number,
  ): void {
    const before = this.ofCode;
    this.startRate ??= opened.startRate;
    const { startRate } = this;
    this.ofCode = settingsOfCode(options, { ...opened, startRate }, defaultSteps, this.looks);
    this.parameters = opened.parameters;
    this.onTop = fittingChange(withMended(this.onTop, before, this.ofCode), opened.parameters);
  }

  /** What is again as the code has it follows the code from now on. */
  apply(change: SettingsChange): void {
    const fitting = this.ofCode ? fittingChange(change, this.parameters) : change;
    this.onTop = differences({ ...this.onTop, ...fitting }, this.ofCode);
  }

  /** Back to what the code says. */
  discardChanges(): void {
    this.onTop = {};
  }

  /** The settings in force have been written into the code: from now on they are the code's, and follow it. */
  wereSaved(): void {
    const { inForce } = this;
    if (!inForce) return;
    this.looks = looksOf(inForce);
    this.ofCode = { ...inForce, changed: false };
    this.onTop = {};
  }

  /** Forgets everything, for another function. */
  clear(): void {
    this.ofCode = undefined;
    this.onTop = {};
    this.looks = [];
    this.startRate = undefined;
  }
}

/** What of a change differs from the settings. */
function differences(change: SettingsChange, settings: PanelSettings | undefined): SettingsChange {
  if (!settings) return change;
  const names = Object.keys(change) as (keyof SettingsChange)[];
  return Object.fromEntries(
    names
      .filter((name) => canonical(change[name]) !== canonical(settings[name]))
      .map((name) => [name, change[name]]),
  );
}

/** The same text for the same values, in whatever order they were given. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    isRecord(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
