import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { saySweep } from "../../l10n/sweepWords";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { Tabs, tabPanelProps } from "../ui/tabs";
import { SweepView } from "./sweepView";
import { TuneView } from "./tuneView";

/** A run's sweep, and the tuning of all runs. */
export function Sections(props: {
  readonly host: SweepHost;
  readonly subject: SweepSubject;
}): JSX.Element {
  const [chosen, choose] = useState<"sweep" | "tune">("sweep");
  const { label } = props.subject.run.options;
  return (
    <>
      <Tabs
        label={saySweep("sections")}
        chosen={chosen}
        onChoose={choose}
        tabs={[
          { id: "sweep", title: saySweep("sweepOf", { label }) },
          { id: "tune", title: saySweep("tune") },
        ]}
      />
      <div {...tabPanelProps(chosen)}>
        {chosen === "sweep" ? <SweepView {...props} /> : <TuneView {...props} />}
      </div>
    </>
  );
}
