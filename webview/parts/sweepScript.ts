import type { Sweepable } from "../../src/options/sweepOptions";
import type { PanelQuestions } from "../../src/protocol/question";
import type { PanelSettings } from "../../src/protocol/panel";
import type {
  PanelRun,
  PanelSearch,
  SearchLibrary,
  SettingsChange,
} from "../../src/protocol/panelCalls";
import type { SweepPart } from "../../src/protocol/sweep";
import { lazyScript } from "./lazyScript";

/** What a sweep is of. */
export interface SweepSubject {
  readonly run: PanelRun;
  readonly settings: PanelSettings;
  /** Of the code. */
  readonly version: number;
}

/** What the section of sweeps needs of the panel that it stands in. */
export interface SweepHost {
  readonly sweepables: (runId: string) => Promise<readonly Sweepable[]>;
  readonly sweep: (request: PanelQuestions["sweep"]) => Promise<SweepPart | undefined>;
  /** Resolves once the runner is at no cell any more. */
  readonly stopSweep: () => Promise<unknown>;
  readonly copySearch: (search: PanelSearch, library: SearchLibrary) => void;
  readonly change: (wanted: SettingsChange) => void;
  readonly report: (error: unknown) => void;
}

/** A section of sweeps on the page. */
export interface SweepSection {
  update(subject: SweepSubject): void;
  /** Takes it away; a cell that is only shown gives way to what was before. */
  remove(): void;
}

/** What the script of sweeps sets its global to. */
export interface SweepScript {
  mount(place: HTMLElement, host: SweepHost, subject: SweepSubject): SweepSection;
}

declare global {
  interface Window {
    /** There once its script was loaded. */
    readonly sweeps?: SweepScript;
  }
}

/** The script of sweeps, a bundle of its own: no sweep is in sight when a panel opens. */
export const sweepScript = lazyScript("sweeps", () => window.sweeps);
