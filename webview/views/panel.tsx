import type { JSX } from "preact";
import { anySeries, shownFunction, status } from "../store/panelData";
import { look } from "../store/view";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../words";
import { Announcements } from "./announcements";
import { Charts } from "./charts";
import { CommonSettings } from "./editor/commonSettings";
import { RunEditor } from "./editor/runEditor";
import { Findings } from "./findings";
import { Formula } from "./formula";
import { Header } from "./header";
import { Lesson } from "./lesson";
import { EmptyPage, OpeningPage, ProblemBar, ResetNotice, UntrustedPage } from "./message";
import { Results } from "./results";
import { Runs } from "./runs";
import { StepBar } from "./stepBar";
import { Surface } from "./surface";
import { ValueTable } from "./valueTable";

/** Everything in the panel. */
export function Panel(): JSX.Element {
  const now = status.value;
  if (now === undefined) {
    return (
      <main class="page">
        <ProgressRing label={say("panel.loading")} />
        <p class="dim">{say("panel.loading")}</p>
      </main>
    );
  }
  const anything = anySeries.value || now === "running";
  return (
    <>
      <Announcements />
      <Header />
      <main class={now === "stale" ? "panel stale" : "panel"}>
        <ResetNotice />
        <ProblemBar />
        {now === "empty" ? <EmptyPage /> : null}
        {now === "running" && !shownFunction.value ? <OpeningPage /> : null}
        {now === "untrusted" ? <UntrustedPage /> : null}
        {shownFunction.value && anything && now !== "untrusted" ? (
          <>
            <Lesson />
            <Runs />
            <div class="grid">
              <div class="left">
                <Surface />
                <div class="beside">
                  <Formula />
                  <Findings />
                </div>
                <Results />
              </div>
              <div class="right">
                <Charts />
                {look("table") ? <ValueTable /> : null}
              </div>
            </div>
            <div class="editors">
              <RunEditor />
              <CommonSettings />
            </div>
          </>
        ) : null}
      </main>
      {shownFunction.value && now !== "untrusted" ? <StepBar /> : null}
    </>
  );
}
