import { signal } from "@preact/signals";
import type { PanelFinding } from "../../src/protocol/panel";

/** Which finding was last looked at, by its key. */
export const shownFinding = signal<string | undefined>(undefined);

export function findingKey({ runId, id, from }: PanelFinding): string {
  return `${runId} ${id} ${from}`;
}
