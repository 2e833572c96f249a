import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { formatCount } from "./charts/numbers";
import { allFindings } from "./store/panelData";
import { watchSight } from "./store/sight";
import { toldStep } from "./store/toldStep";
import { changeView, look } from "./store/view";
import { tabPanelProps, Tabs } from "./ui/tabs";
import { say } from "../l10n/words";
import { Findings } from "./findings/findings";
import { Formula, ParameterStepper } from "./formula/formula";
import { CopyResults, Results } from "./results/results";

/** What a tab shows, and what stands beside the tabs meanwhile. */
const contents = {
  findings: { Body: Findings, Tools: undefined },
  formula: { Body: Formula, Tools: ParameterStepper },
  results: { Body: Results, Tools: CopyResults },
};

/** What explains the pictures, in one place: what the runs show, the update at the step cursor, where the runs ended. */
export function Card(): JSX.Element {
  const chosen = look("tab");
  const { Body, Tools } = contents[chosen];
  return (
    <section class="section card" data-section="card" aria-label={say("card.title")}>
      <Tabs
        label={say("card.title")}
        tabs={[
          { id: "findings", title: say("card.findings"), count: allFindings.value?.length },
          { id: "formula", title: say("card.step", { step: formatCount(toldStep.value) }) },
          { id: "results", title: say("card.results") },
        ]}
        chosen={chosen}
        onChoose={(tab) => changeView({ tab })}
        tools={Tools ? <Tools /> : undefined}
      />
      <Shown key={chosen} name={chosen}>
        <Body />
      </Shown>
    </section>
  );
}

/** The part of the panel that a tab shows; known by its name to what waits out of sight. */
function Shown({
  name,
  children,
}: {
  readonly name: string;
  readonly children: JSX.Element;
}): JSX.Element {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => watchSight(name, part.current!), [name]);
  return (
    <div {...tabPanelProps(name)} data-section={name} ref={part}>
      {children}
    </div>
  );
}
