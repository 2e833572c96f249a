import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { sweepScript, type SweepSection, type SweepSubject } from "../../parts/sweepScript";
import { host, report } from "../../store/connection";
import { settings, shownFunction } from "../../store/panelData";
import { change } from "../../store/requests";
import { isPopoverOpen, PopoverPanel } from "../../ui/popover";
import { say } from "../../../l10n/words";
import "./sweepPopover.css";

/** Under this name the popover of a run's sweep opens. */
export const sweepPopover = "sweep";

/** The sweep of a run, over the pictures, while it is open. */
export function SweepPopover(props: {
  readonly run: PanelRun;
  readonly button: RefObject<HTMLElement>;
}): JSX.Element | null {
  const { run, button } = props;
  if (!isPopoverOpen(sweepPopover) || !settings.value) return null;
  return (
    <PopoverPanel
      label={say("editor.sweep")}
      class="drawer sweepPanel"
      button={button}
      workedWith=".surfaceSection, .chartsSection, .stepBar"
    >
      <Section
        key={run.id}
        subject={{ run, settings: settings.value, version: shownFunction.value?.version ?? 0 }}
      />
    </PopoverPanel>
  );
}

/** The place of the section, which a script of its own fills. */
function Section({ subject }: { readonly subject: SweepSubject }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const section = useRef<SweepSection>();
  const script = sweepScript();
  const { id } = subject.run;
  // Before the next frame: of a drag, the map is to show what else the frame shows.
  useLayoutEffect(() => {
    if (!script) return;
    section.current = script.mount(
      place.current!,
      {
        sweepables: (runId) => host().sweepables(runId),
        copySearch: (search, library) => void host().copySearch.asEvent(search, library),
        sweep: (request) => host().ask("sweep", request),
        stopSweep: () => host().ask("stopSweep", {}),
        ...{ change, report },
      },
      subject,
    );
    return () => section.current?.remove();
  }, [script, id]);
  useLayoutEffect(() => section.current?.update(subject));
  return <div class="sweep" ref={place} />;
}
