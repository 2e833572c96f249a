import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { saySweep } from "../../l10n/sweepWords";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { Tabs, tabPanelProps } from "../ui/tabs";
import { SeedsView } from "./seedsView";
import { SweepView } from "./sweepView";
import { TuneView } from "./tuneView";

const views = { sweep: SweepView, tune: TuneView, seeds: SeedsView } as const;

/** A run's sweep, the tuning of all runs, and how often each is repeated. */
export function Sections(props: {
  readonly host: SweepHost;
  readonly subject: SweepSubject;
}): JSX.Element {
  const [chosen, choose] = useState<"sweep" | "tune" | "seeds">("sweep");
  const { label } = props.subject.run.options;
  const View = views[chosen];
  return (
    <>
      <Tabs
        label={saySweep("sections")}
        chosen={chosen}
        onChoose={choose}
        tabs={[
          { id: "sweep", title: saySweep("sweepOf", { label }) },
          { id: "tune", title: saySweep("tune") },
          { id: "seeds", title: saySweep("repeat") },
        ]}
      />
      <div {...tabPanelProps(chosen)}>
        <View {...props} />
      </div>
    </>
  );
}
